import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createSession, readStatements } from '../src/index.js';
import { createClient, database } from './client.js';

describe('what a session keeps is limited', () => {
  test('to so many characters of settings', async () => {
    const client = createClient();
    const failures: unknown[] = [];
    for (let count = 0; count < 40; count += 1) {
      await client.run(`set app.a${count} = '${'x'.repeat(1000)}'`).catch((error: unknown) => failures.push(error));
    }
    expect(failures).toHaveLength(24);
    expect(failures[0]).toMatchObject({ sqlState: '53400' });
    await client.run('reset all');
    expect(await client.tag("set app.a = 'x'")).toBe('SET');
  });

  test('to so many savepoints', async () => {
    const client = createClient();
    await client.run('begin');
    for (let count = 0; count < 100; count += 1) await client.run('savepoint a');
    expect(await client.failure('savepoint a')).toMatchObject({ sqlState: '53400' });
  });

  test('to the memory that is set aside for cursors, which is given back', async () => {
    let held = 0;
    const session = createSession({}, {}, (bytes) => {
      if (held + bytes > 100_000) throw new Error('too little memory');
      held += bytes;
      return () => void (held -= bytes);
    });
    const run = (sql: string) => database.run(sql, { session });
    await run(`declare a cursor with hold for select repeat('x', 30000)`);
    await run('begin');
    await run(`declare b cursor for select repeat('x', 30000)`);
    await run(`declare c cursor for select repeat('x', 30000)`);
    expect(held).toBeGreaterThan(90_000);
    await expect(run(`declare d cursor for select repeat('x', 30000)`)).rejects.toThrow('too little memory');
    await run('rollback');
    expect(held).toBeLessThan(31_000);
    await run('close all');
    expect(held).toBe(0);
  });
});

test('others are served while the statements of a text are parsed', async () => {
  let [turns, isOver] = [0, false];
  const read = readStatements('show timezone;'.repeat(300)).finally(() => (isOver = true));
  for (; !isOver; turns += 1) await nextTurn();
  expect(await read).toHaveLength(300);
  expect(turns).toBeGreaterThan(250);
});
