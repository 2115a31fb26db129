import { findSetting } from '../session/settings.js';
import { allSettings } from '../session/setting-list.js';
import type { Command } from './command.js';
import { computedColumn } from '../execution/result-columns.js';
import { sessionCommand } from './session-command.js';

interface VariableShow {
  readonly name: string;
}

const TEXT = 25;
const ALL = ['name', 'setting', 'description'];

const isAll = ({ name }: VariableShow): boolean => name.toLowerCase() === 'all';

/** SHOW. */
export const show: Command = {
  ...sessionCommand<VariableShow>(
    'VariableShowStmt',
    (tree, { session: { settings } }) => {
      const columns = columnsOf(tree);
      if (!isAll(tree)) return { tag: 'SHOW', columns, rows: [[settings.get(tree.name)]] };
      const rows = allSettings()
        .map(({ name, description }) => [name, settings.get(name), description])
        .toSorted(([one = ''], [other = '']) => one.localeCompare(other, 'en'));
      return { tag: 'SHOW', columns, rows };
    },
    columnsOf,
  ),
  changes: 'nothing',
};

function columnsOf(tree: VariableShow) {
  const names = isAll(tree) ? ALL : [findSetting(tree.name).name];
  return names.map((name) => computedColumn(name, TEXT));
}
