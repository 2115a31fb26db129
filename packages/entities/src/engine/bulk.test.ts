import { describe, expect, test } from 'vitest';
import { finish } from '../../test/finish.js';
import { messages } from '../catalog/messaging/messages.js';
import { parseCondition } from '../conditions/parse.js';
import { EntityError } from '../errors.js';
import type { BulkReport } from '../model/index.js';
import type { MemoryNeed, Send } from '../model/request.js';
import { deleteOne, findEntities, isByKey, writeAll } from './bulk.js';
import { planListPage } from './list.js';
import { compileReader } from './read.js';
import { createRunner } from './runner.js';
import { carryOut, type Work } from '../work.js';

const sidOf = (digit: number) => `SM${String(digit).repeat(32)}`;
const found = (...keys: readonly string[]) => keys.map((key) => ({ key, isDone: false }));
const failure = (status: number) => Object.assign(new Error(`HTTP ${status}`), { status, attempts: 1 });
const outOfBudget = new EntityError('TOO_MANY_REQUESTS', 'The call exceeds maxRequests.');

/** A runner over a list of messages. */
function open(rows: readonly object[] = []) {
  const sent: string[] = [];
  const needs: MemoryNeed[] = [];
  const send: Send = async ({ method, path }) => {
    sent.push(`${method} ${path.replace('/2010-04-01/Accounts/{AccountSid}', '~')}`);
    return { status: 200, body: { messages: rows }, attempts: 1 };
  };
  const reserve = (need: MemoryNeed) => void needs.push(need);
  return { sent, needs, runner: createRunner(messages, compileReader(messages), { send, options: {}, reserve }) };
}

const planOf = (text: string) => carryOut(planListPage(messages, parseCondition(text, messages), { pageSize: 1000 }));

describe('the entities of a bulk write', () => {
  const [one, two] = [sidOf(1), sidOf(2)];

  test.each([
    [`Sid IN ('${one}', '${two}')`, true],
    [`Sid = '${one}' AND To = 'a'`, true],
    [`Sid = '${one}' AND Sid = '${two}'`, true],
    [`Sid = '${one}' OR To = 'a'`, false],
    ["To = 'a'", false],
  ])('whether the condition %s selects entities by key only: %s', (text, expected) => {
    expect(isByKey(planOf(text))).toBe(expected);
  });

  test('entities that the condition names by key are not read, and those that it excludes are not selected', async () => {
    const { runner, sent } = open();
    expect(await findEntities(planOf(`Sid IN ('${one}', '${two}')`), runner)).toEqual(found(one, two));
    expect(await findEntities(planOf(`Sid IN ('${one}', '${two}') AND Sid != '${one}'`), runner)).toEqual(found(two));
    expect(await findEntities(planOf(`Sid = '${one}' AND Sid = '${two}'`), runner)).toEqual([]);
    expect(sent).toEqual([]);
  });

  test('other entities are listed, and those that have the values already are done', async () => {
    const rows = [
      { sid: one, body: '', to: 'a' },
      { sid: two, body: 'x', to: 'a' },
    ];
    const { runner, sent } = open(rows);
    expect(await findEntities(planOf("To = 'a'"), runner, { Body: '' })).toEqual([
      { key: one, isDone: true },
      { key: two, isDone: false },
    ]);
    expect(await findEntities(planOf("To = 'a'"), runner)).toEqual(found(one, two));
    expect(sent).toEqual(['GET ~/Messages.json', 'GET ~/Messages.json']);
  });

  test('the keys that were found count as memory, also after the last row was read', async () => {
    const { runner, needs } = open([
      { sid: one, to: 'a' },
      { sid: two, to: 'a' },
    ]);
    await findEntities(planOf("To = 'a'"), runner);
    expect(needs.at(-1)).toEqual({ held: 2 * 150, expected: 0 });
  });

  test('the comparison with the values of an update takes work in proportion to both texts', async () => {
    const pieces: number[] = [];
    const { runner } = open([{ sid: one, to: 'a', body: 'x'.repeat(1000) }]);
    const measured = {
      ...runner,
      async work<T>(work: Work<T>) {
        const { result, pieces: more } = finish(work);
        pieces.push(...more);
        return result;
      },
    };
    await findEntities(planOf("To = 'a'"), measured, { Body: 'y'.repeat(500) });
    expect(Math.max(...pieces)).toBeGreaterThanOrEqual(1500);
  });
});

describe('the report of a bulk write', () => {
  test('entities that are done are not written, and failures do not stop the others', async () => {
    const written: string[] = [];
    const entities = [...found('a', 'b', 'c'), { key: 'd', isDone: true }];
    const write = async (key: string) => {
      if (key === 'b') throw failure(500);
      written.push(key);
    };
    const report = await writeAll(entities, write, {});
    expect(report).toEqual({ found: 4, done: 3, failed: [{ key: 'b', error: failure(500) }], notReached: 0 });
    expect(written).toEqual(['a', 'c']);
  });

  test('the progress is reported after each entity', async () => {
    const progress: BulkReport[] = [];
    const write = async (key: string) => {
      if (key === 'b') throw failure(404);
    };
    await writeAll(found('a', 'b'), write, { onProgress: (report) => void progress.push({ ...report, failed: [] }) });
    expect(progress).toEqual([
      { found: 2, done: 1, failed: [], notReached: 1 },
      { found: 2, done: 1, failed: [], notReached: 0 },
    ]);
  });

  test('at most 16 entities are written at a time', async () => {
    const keys = Array.from({ length: 40 }, (_, index) => String(index));
    let [inFlight, most] = [0, 0];
    const write = async () => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await new Promise((resolve) => setImmediate(resolve));
      inFlight -= 1;
    };
    expect(await writeAll(found(...keys), write, {})).toMatchObject({ done: 40 });
    expect(most).toBe(16);
  });

  test('an abort ends the writes between two of them, with its reason', async () => {
    const controller = new AbortController();
    const keys = Array.from({ length: 40 }, (_, index) => String(index));
    const write = async (key: string) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (key === '0') controller.abort('enough');
    };
    const report = await writeAll(found(...keys), write, { signal: controller.signal });
    expect(report).toEqual({ found: 40, done: 16, failed: [], notReached: 24, stopped: new Error('enough') });
    const none = await writeAll(found('a'), () => Promise.reject(new Error('written')), { signal: controller.signal });
    expect(none).toMatchObject({ done: 0, failed: [], notReached: 1 });
  });

  test('a write that was not sent for lack of requests stops the others and has not failed', async () => {
    const keys = Array.from({ length: 40 }, (_, index) => String(index));
    const write = async (key: string) => {
      if (Number(key) >= 5) throw outOfBudget;
    };
    expect(await writeAll(found(...keys), write, {})).toEqual({
      found: 40,
      done: 5,
      failed: [],
      notReached: 35,
      stopped: outOfBudget,
    });
  });

  test('a write whose credentials Twilio rejects has failed, and stops the others with the first such error', async () => {
    const keys = Array.from({ length: 40 }, (_, index) => String(index));
    const report = await writeAll(found(...keys), (key) => Promise.reject(Object.assign(failure(401), { key })), {});
    expect(report.failed).toHaveLength(16);
    expect(report).toMatchObject({ done: 0, notReached: 24, stopped: { status: 401, key: '0' } });
  });

  test.each<readonly [string, unknown]>([
    ['of the engine', new EntityError('OUTCOME_UNKNOWN', 'unknown')],
    ['with a like code', Object.assign(new Error('no'), { code: 'TOO_MANY_REQUESTS' })],
    ['without a status', new Error('no')],
    ['that is a text', 'no'],
  ])('an error %s is a failure of one entity', async (_, error) => {
    const report = await writeAll(
      found('a', 'b'),
      (key) => (key === 'a' ? Promise.reject(error) : Promise.resolve()),
      {},
    );
    const expected = error instanceof Error ? error : new Error(String(error));
    expect(report).toEqual({ found: 2, done: 1, failed: [{ key: 'a', error: expected }], notReached: 0 });
  });
});

test('an entity that no longer exists counts as deleted, and any other failure does not', async () => {
  const remove = (error: Error) => {
    const send: Send = () => Promise.reject(error);
    const runner = createRunner(messages, compileReader(messages), { send, options: {} });
    return deleteOne(runner, { method: 'DELETE', path: '/Messages/SM1.json' });
  };
  await expect(remove(failure(404))).resolves.toBeUndefined();
  await expect(remove(failure(500))).rejects.toThrow('HTTP 500');
});
