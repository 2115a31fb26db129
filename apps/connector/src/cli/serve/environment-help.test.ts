import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ENVIRONMENT_HELP } from './environment-help.js';

const textOf = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
/** As env.ts declares them. */
const declared = [...textOf('../../env.ts').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)]
  .map(([, name = '']) => name)
  .toSorted();

/** Every variable that a text names, whether it has a value in it or not. */
const namesIn = (text: string) => {
  const names = text.match(/\b(?:PORT|HOST|(?:CONNECTOR|TWILIO|SIMULATOR)_[A-Z_]*[A-Z])\b/g) ?? [];
  return [...new Set(names)].toSorted();
};

test('serve --help names every variable that there is', () => {
  expect(declared.length).toBeGreaterThan(30);
  expect(namesIn(ENVIRONMENT_HELP)).toEqual([...declared].toSorted());
  expect(ENVIRONMENT_HELP).toContain('CONNECTOR_SECRET_…');
  for (const line of ENVIRONMENT_HELP.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
});

test('so does the table of the README', () => {
  const rows = textOf('../../../README.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  expect(namesIn(rows.map((row) => row.split('|')[1]).join())).toEqual(declared);
  expect(rows.join()).toContain('CONNECTOR_SECRET_…');
});
