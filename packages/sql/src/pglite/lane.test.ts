import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EngineWorker } from './engine-worker.js';
import { Lane } from './lane.js';
import type { WorkerReply, WorkerRequest } from './messages.js';
import { Workers } from './workers.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new AbortController().signal;
const request = (sql: string): WorkerRequest => ({
  kind: 'run',
  statement: { sql, parameters: [], slots: [], settings: {}, nowMs: 0 },
  rows: new Map(),
});

/** Workers that answer each request with their number. After a request that says so, they are worn. */
function createWorkers(hasSpare = false) {
  const ended: number[] = [];
  let count = 0;
  const start = async (): Promise<EngineWorker> => {
    count += 1;
    const number = count;
    let isWorn = false;
    return {
      get isWorn() {
        return isWorn;
      },
      async ask({ statement: { sql } }): Promise<WorkerReply> {
        isWorn = sql === 'wear';
        if (sql === 'fail') throw new Error('The worker ended.');
        return { kind: 'result', result: { columns: [], rows: [[String(number)]] } };
      },
      end: async () => void ended.push(number),
    };
  };
  return { workers: new Workers(start, hasSpare), ended, started: () => count };
}

async function answerer(lane: Lane, sql: string): Promise<string | null | undefined> {
  const reply = await lane.perform(request(sql), never);
  return reply.kind === 'result' ? reply.result.rows[0]?.[0] : reply.kind;
}

test('requests go to one worker, until it is worn', async () => {
  const { workers, ended } = createWorkers();
  const lane = new Lane(workers);
  expect(await answerer(lane, 'a')).toBe('1');
  expect(await answerer(lane, 'wear')).toBe('1');
  expect(await answerer(lane, 'b')).toBe('2');
  expect(ended).toEqual([1]);
});

test('a worker that fails is replaced by the spare, and another spare starts', async () => {
  const { workers, ended, started } = createWorkers(true);
  const lane = new Lane(workers);
  expect(await answerer(lane, 'a')).toBe('1');
  await expect(answerer(lane, 'fail')).rejects.toThrow('The worker ended.');
  expect(started()).toBe(2);
  expect(await answerer(lane, 'b')).toBe('2');
  expect([started(), ended]).toEqual([3, [1]]);
});

test('a lane without work gives its worker up, if it is told when', async () => {
  const { workers, ended } = createWorkers();
  const patient = new Lane(workers);
  const lane = new Lane(workers, 1000);
  await answerer(patient, 'a');
  await answerer(lane, 'a');
  await vi.advanceTimersByTimeAsync(900);
  expect(await answerer(lane, 'b')).toBe('2');
  await vi.advanceTimersByTimeAsync(999);
  expect(ended).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(ended).toEqual([2]);
  expect(await answerer(lane, 'c')).toBe('3');
  expect(await answerer(patient, 'b')).toBe('1');
});

test('closed workers start no more', async () => {
  const { workers, ended } = createWorkers(true);
  const lane = new Lane(workers);
  await answerer(lane, 'a');
  await workers.close();
  await lane.end();
  expect(ended).toEqual([2, 1]);
  await expect(answerer(lane, 'b')).rejects.toMatchObject({ sqlState: '57P01' });
});
