import { expect, test } from 'vitest';
import { SQL_STATES } from './problem.js';

test('no code makes a client repeat a statement or give up its connection on its own', () => {
  expect(Object.values(SQL_STATES).filter((sqlState) => /^(?:40|08|57P)/.test(sqlState))).toEqual([]);
});
