import type { WritePlan } from '../writes/write-command.js';
import type { WriteIntent } from '../writes/writer.js';
import { describeTables } from './describe-tables.js';

/** Says in lines what a statement would write, and how tables would be read for it. */
export function describeWrite({ intent, columns, rows, reads }: WritePlan): readonly string[] {
  const count = rows === undefined ? `one request for ${rowsOf(intent)}` : `${rows} request${rows === 1 ? '' : 's'}`;
  const target = intent.operation === 'CALL' ? intent.procedure : intent.table;
  return [
    'Write',
    `  ${intent.operation} ${target}: ${count}`,
    ...(columns.length > 0
      ? [`    ${intent.operation === 'CALL' ? 'Parameters' : 'Columns'}: ${columns.join(', ')}`]
      : []),
    ...describeTables(reads),
  ];
}

function rowsOf(intent: WriteIntent): string {
  if (!('selects' in intent)) return 'each row of its query';
  return { one: 'the row with this key', some: 'each row with these keys', any: 'each row that its condition finds' }[
    intent.selects
  ];
}
