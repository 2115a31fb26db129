import { TwilioRequestError } from '@twilio-connector/client';
import { SchedulerDrainingError, SchedulerQueueFullError } from '@twilio-connector/scheduler';
import { expect, test } from 'vitest';
import { checkTwilio } from './twilio-check.js';

const busy = () => new SchedulerQueueFullError('The queue is full.', 4000);

/** Checks a connection whose first requests fail with the given errors. */
async function check(...refusals: readonly Error[]) {
  const waits: number[] = [];
  const left = [...refusals];
  const send = async () => {
    const refusal = left.shift();
    if (refusal) throw refusal;
    return { status: 200, headers: {}, body: {} };
  };
  const sleep = async (ms: number) => void waits.push(ms);
  return { answer: await checkTwilio(send as never, undefined, sleep), waits };
}

test('the check waits and tries again while the queue is full', async () => {
  expect(await check(busy(), busy())).toEqual({ answer: { state: 'ACTIVE' }, waits: [4000, 4000] });
});

test('the check fails if the queue is full for longer than twenty seconds', async () => {
  const { answer, waits } = await check(...Array.from({ length: 9 }, busy));
  const description = 'The connection is over its rate limit: The queue is full.';
  expect(answer).toEqual({ state: 'ERROR', description });
  expect(waits).toEqual([4000, 4000, 4000, 4000, 4000]);
});

test('the check reports permanent errors at once and throws unexpected ones', async () => {
  const { answer } = await check(new SchedulerDrainingError());
  expect(answer.state).toBe('ERROR');
  expect((await check(new TwilioRequestError('It was closed.'))).answer.description).toContain('It was closed.');
  await expect(check(new Error('unforeseen'))).rejects.toThrow('unforeseen');
});
