import { expect, test } from 'vitest';
import { createProgram, PARTS } from './program.js';

const namesOf = (name?: string) => createProgram(process, name).commands.map((command) => command.name());
const HELP = ['completion', 'complete'];

test('a start adds the command that it runs, with those of its part, and every part names its commands', () => {
  for (const { names } of PARTS) for (const name of names) expect(namesOf(name)).toEqual([...names, ...HELP]);
});

test('without a known command, the program has them all, so that help and suggestions know them', () => {
  const all = [...PARTS.flatMap(({ names }) => names), ...HELP];
  expect(namesOf()).toEqual(all);
  expect(namesOf('lst')).toEqual(all);
});
