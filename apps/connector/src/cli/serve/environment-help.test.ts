import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ENVIRONMENT_HELP } from './environment-help.js';

const textOf = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
/** The variables that env.ts declares. */
const declared = [...textOf('../../env.ts').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)]
  .map(([, name = '']) => name)
  .toSorted();

/** Every variable that a text mentions. */
const namesIn = (text: string) => {
  const names = text.match(/\b(?:PORT|HOST|[A-Z]+_PROXY|(?:CONNECTOR|TWILIO|SIMULATOR|OTEL|PG)_[A-Z_]*[A-Z])\b/g) ?? [];
  return [...new Set(names)].toSorted();
};

test('serve --help lists every environment variable within 80 columns', () => {
  expect(declared.length).toBeGreaterThan(30);
  expect(namesIn(ENVIRONMENT_HELP)).toEqual([...declared].toSorted());
  expect(ENVIRONMENT_HELP).toContain('CONNECTOR_SECRET_…');
  for (const line of ENVIRONMENT_HELP.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

test('the README lists every environment variable', () => {
  const rows = textOf('../../../README.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  expect(namesIn(rows.map((row) => row.split('|')[1]).join())).toEqual(declared);
  expect(rows.join()).toContain('CONNECTOR_SECRET_…');
});
