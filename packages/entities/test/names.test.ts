import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { actions, catalog, type EntityType } from '../src/index.js';

const page = readFileSync(new URL('../../../docs/names.md', import.meta.url), 'utf8');

/** Reads the rows of a table: the name in another product, our name and a note. */
function rowsOf(section: string): readonly (readonly [theirs: string, ours: string, note: string])[] {
  const text = page.split(`## ${section}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = text.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    const names = cells.filter((cell) => /^`\w+`$/.test(cell)).map((cell) => cell.slice(1, -1));
    return names.length === 2 ? [[names[0] ?? '', names[1] ?? '', cells.at(-2) ?? '']] : [];
  });
}

/** The column names of all entity types. */
const columns = new Set(Object.values<EntityType>(catalog).flatMap(({ fields }) => Object.keys(fields)));

describe.each([
  ["Google's connector", 7],
  ["CData's driver", 26],
  ["Steampipe's plugin", 14],
  ["Airbyte's source", 34],
  ["Fivetran's connector", 8],
])('names of %s', (section, count) => {
  const rows = rowsOf(section);

  test(`docs/names.md lists ${count} names of ${section}, each once`, () => {
    expect(new Set(rows.map(([theirs]) => theirs)).size).toBe(count);
    expect(rows).toHaveLength(count);
  });

  test.each(rows)(`docs/names.md maps %s of ${section} to the existing name %s`, (_, ours, note) => {
    expect({ ...catalog, ...actions }).toHaveProperty(ours);
    const named = [...note.matchAll(/`([A-Z]\w+)`/g)].map(([, name = '']) => name);
    const known = new Set([...Object.keys(catalog), ...Object.keys(actions), ...columns, 'ServiceLists']);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});
