import { describe, expect, test } from 'vitest';
import { calls } from '../catalog/voice/calls.js';
import { numbers } from '../../test/nested-catalog.js';
import type { EntityType } from '../model/index.js';
import type { MemoryNeed, TwilioRequest } from '../model/request.js';
import { compileReader } from './read.js';
import { createRunner } from './runner.js';

const GET: TwilioRequest = { method: 'GET', path: '/Calls/CA1.json' };
const POST: TwilioRequest = { method: 'POST', path: '/Calls.json' };
const CALL = { sid: 'CA1', to: 'a' };

/** A runner whose requests have this answer or this error. */
function open(answer: unknown, { entityType = calls as EntityType, signal, maxRequests }: Partial<Options> = {}) {
  const reserved: MemoryNeed[] = [];
  const turns: number[] = [];
  const runner = createRunner(entityType, compileReader(entityType), {
    send: async () => {
      if (answer instanceof Error) throw answer;
      return { status: 200, body: answer, attempts: 1 };
    },
    options: { ...(signal && { signal }) },
    maxRequests,
    reserve: (need) => void reserved.push(need),
    yieldToEventLoop: async (units) => void turns.push(units),
  });
  return { runner, reserved, turns };
}

interface Options {
  readonly entityType: EntityType;
  readonly signal: AbortSignal;
  readonly maxRequests: number;
}

const failure = (status: number) => Object.assign(new Error(`HTTP ${status}`), { status, attempts: 1 });

describe('the entity of an answer', () => {
  test('it is returned as a row, and the runner counts its request, its memory and its warnings', async () => {
    const { runner, reserved } = open({ ...CALL, duration: 'long' });
    expect(await runner.sendForEntity(GET)).toMatchObject({ Sid: 'CA1', To: 'a', Duration: null });
    await runner.sendForEntity(GET);
    expect(runner.requests).toBe(2);
    expect(runner.warnings).toEqual(['Calls.Duration could not be read and is null']);
    expect(runner.memory.rowBytes).not.toBe(2048);
    runner.memory.hold(1);
    expect(reserved).toEqual([{ held: 1, expected: 0 }]);
  });

  test('the error for a call that exceeds its requests tells how many rows it read', async () => {
    const { runner } = open(CALL, { maxRequests: 2 });
    await runner.sendForEntity(GET);
    await runner.sendForEntity(GET);
    await expect(runner.sendForEntity(GET)).rejects.toThrow('2 requests were sent and returned 2 rows.');
  });

  test('values in the path of the request are part of the row', async () => {
    const { runner } = open({ phone_number: 'a' }, { entityType: numbers });
    const row = await runner.sendForEntity({ method: 'GET', path: '/v1/Countries/US/Local' });
    expect(row).toMatchObject({ Country: 'US', Type: 'Local', PhoneNumber: 'a' });
  });

  test.each([undefined, [], 'x', {}, { sid: null }])('the answer %j to a GET contains no entity', async (body) => {
    await expect(open(body).runner.sendForEntity(GET)).rejects.toMatchObject({
      code: 'UNREADABLE_ANSWER',
      message: "Twilio's response to GET of Calls does not contain an entity.",
    });
  });

  test('a write whose answer contains no entity may have been carried out, and the error says so', async () => {
    const advice = 'Check with LIST or GET whether the write took effect before you repeat it.';
    await expect(open({}).runner.sendForEntity(POST)).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      message: `Twilio accepted a write to Calls but its answer has no Sid, so the outcome is unknown. ${advice}`,
    });
    await expect(open([], { entityType: numbers }).runner.sendForEntity(POST)).rejects.toThrow('has no columns, so');
  });

  test('an entity that does not exist is nothing, and any other failure is passed on', async () => {
    expect(await open(CALL).runner.sendForEntityOrNothing(GET)).toMatchObject({ Sid: 'CA1' });
    for (const status of [404, 410]) {
      expect(await open(failure(status)).runner.sendForEntityOrNothing(GET)).toBeUndefined();
    }
    await expect(open(failure(500)).runner.sendForEntityOrNothing(GET)).rejects.toThrow('HTTP 500');
    await expect(open({}).runner.sendForEntityOrNothing(GET)).rejects.toMatchObject({ code: 'UNREADABLE_ANSWER' });
  });
});

describe('the turns of the event loop', () => {
  test('work yields between its slices and ends when the signal is aborted', async () => {
    const controller = new AbortController();
    const { runner, turns } = open(CALL, { signal: controller.signal });
    function* work() {
      yield 125_000;
      return 'done';
    }
    expect(await runner.work(work())).toBe('done');
    expect(turns).toEqual([125_000]);
    controller.abort(new Error('Enough.'));
    await expect(runner.work(work())).rejects.toThrow('Enough.');
  });
});

test('a warning is reported once, beside those about values', () => {
  const { runner } = open(CALL);
  runner.warn('a');
  runner.warn('b');
  runner.warn('a');
  expect(runner.warnings).toEqual(['a', 'b']);
});
