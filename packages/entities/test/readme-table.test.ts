import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalog, type EntityType } from '../src/index.js';
import { filterOperators } from '../src/wire-name.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test("the README's table says what the declarations do", () => {
  const rows = Object.values<EntityType>(catalog).map(({ name, operations, fields, deprecated }) => {
    const filterable = Object.entries(fields).flatMap(([column, { filter }]) =>
      filter ? [[column, filterOperators(filter).join(' ')] as const] : [],
    );
    const groups = Map.groupBy(filterable, ([, operators]) => operators);
    const filters = [...groups].map(
      ([operators, members]) => `${members.map(([column]) => column).join(', ')} (${operators})`,
    );
    return [`${name}${deprecated ? ' (retired by Twilio)' : ''}`, operations.join(' '), filters];
  });
  for (const [name, operations, filters] of rows as [string, string, string[]][]) {
    const line = readme.split('\n').find((text) => text.startsWith(`| ${name} `)) ?? '';
    const [, , offered, filtered] = line.split('|').map((cell) => cell.trim());
    expect(offered, name).toBe(operations);
    expect(new Set(filtered?.split('; ').filter(Boolean)), name).toEqual(new Set(filters));
  }
});
