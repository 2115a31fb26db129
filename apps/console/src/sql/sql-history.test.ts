import { beforeEach, expect, test, vi } from 'vitest';
import type { PastStatement } from './sql-history.ts';

const stored = new Map<string, string>();
vi.stubGlobal('localStorage', {
  getItem: (name: string) => stored.get(name) ?? null,
  setItem: (name: string, value: string) => stored.set(name, value),
});
beforeEach(() => {
  stored.clear();
  vi.resetModules();
});

const at = '2026-11-30T12:00:00Z';
const inStorage = () => JSON.parse(stored.get('sql-history') ?? '{}') as Record<string, readonly PastStatement[]>;

test('a statement is in the history of its connection once, at its last run', async () => {
  const { rememberStatement } = await import('./sql-history.ts');
  for (const sql of ['a', 'b', 'a']) rememberStatement('c', { sql, at, rows: 1 });
  rememberStatement('d', { sql: 'x', at });
  expect(inStorage().c?.map(({ sql }) => sql)).toEqual(['a', 'b']);
  expect(inStorage().d).toHaveLength(1);
});

test('the history is bounded in the number and the length of its statements', async () => {
  const { rememberStatement } = await import('./sql-history.ts');
  for (let index = 0; index < 60; index += 1) rememberStatement('c', { sql: `select ${index}`, at });
  rememberStatement('c', { sql: 'x'.repeat(10_001), at });
  expect(inStorage().c).toHaveLength(50);
  expect(inStorage().c?.[0]?.sql).toBe('select 59');
});

test('the history of one connection is cleared, and that of another stays', async () => {
  const { clearHistory, rememberStatement } = await import('./sql-history.ts');
  rememberStatement('c', { sql: 'a', at });
  rememberStatement('d', { sql: 'b', at });
  clearHistory('c');
  expect(inStorage()).toEqual({ d: [{ sql: 'b', at }] });
});

test.each(['[1]', '{', 'null'])('what is not a history (%s) is dropped', async (text) => {
  stored.set('sql-history', text);
  const { rememberStatement } = await import('./sql-history.ts');
  rememberStatement('c', { sql: 'a', at });
  expect(inStorage()).toEqual({ c: [{ sql: 'a', at }] });
});
