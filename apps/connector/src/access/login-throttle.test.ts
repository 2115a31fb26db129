import { expect, test } from 'vitest';
import { createThrottle } from './login-throttle.js';

function startThrottle() {
  const clock = { now: 0 };
  const slept: number[] = [];
  const waiting: (() => void)[] = [];
  const hold = { isOn: false };
  const throttle = createThrottle({
    steadyNow: () => clock.now,
    sleep: (ms) => {
      slept.push(ms);
      return hold.isOn ? new Promise<void>((resolve) => waiting.push(resolve)) : Promise.resolve();
    },
  });
  return { throttle, clock, slept, waiting, hold };
}

test('the first three failures are not delayed, and each further delay doubles up to five seconds', async () => {
  const { throttle, slept } = startThrottle();
  for (let count = 0; count < 12; count += 1) await throttle.failed('192.0.2.1');
  expect(slept).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000]);
  await throttle.failed('192.0.2.2');
  expect(slept).toHaveLength(9);
});

test('an address without failures for ten minutes starts over', async () => {
  const { throttle, clock, slept } = startThrottle();
  for (let count = 0; count < 5; count += 1) await throttle.failed('192.0.2.1');
  clock.now += 10 * 60_000 + 1;
  await throttle.failed('192.0.2.1');
  expect(slept).toEqual([100, 200]);
});

test('an address with ten delayed responses is refused without a delay and told when to retry', async () => {
  const { throttle, slept, waiting, hold } = startThrottle();
  for (let count = 0; count < 3; count += 1) await throttle.failed('192.0.2.1');
  hold.isOn = true;
  // Twice, because the delayed responses of the first round must not count in the second.
  for (const round of [1, 2]) {
    const held = Array.from({ length: 10 }, () => throttle.failed('192.0.2.1'));
    await expect(throttle.failed('192.0.2.1')).rejects.toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
      reason: 'TOO_MANY_FAILED_LOGINS',
      retryAfterMs: 5000,
    });
    waiting.splice(0).forEach((resume) => resume());
    await Promise.all(held);
    expect(slept).toHaveLength(10 * round);
  }
});

test('at most a thousand responses of all addresses are delayed at the same time', async () => {
  const { throttle, waiting, hold } = startThrottle();
  const addresses = Array.from({ length: 101 }, (_, index) => `192.0.2.${index}`);
  for (const address of addresses) for (let count = 0; count < 3; count += 1) await throttle.failed(address);
  hold.isOn = true;
  for (const round of [1, 2]) {
    const settled = addresses.flatMap((address) => Array.from({ length: 10 }, () => throttle.failed(address)));
    const all = Promise.allSettled(settled);
    waiting.splice(0).forEach((resume) => resume());
    const refused = (await all).filter(({ status }) => status === 'rejected');
    expect(refused, `round ${round}`).toHaveLength(10);
  }
});

test('an address with a delayed response does not start over, however long the delay takes', async () => {
  const { throttle, clock, slept, waiting, hold } = startThrottle();
  for (let count = 0; count < 3; count += 1) await throttle.failed('192.0.2.1');
  hold.isOn = true;
  const held = throttle.failed('192.0.2.1');
  clock.now += 11 * 60_000;
  const next = throttle.failed('192.0.2.1');
  waiting.forEach((resume) => resume());
  await Promise.all([held, next]);
  expect(slept).toEqual([100, 200]);
});

test('every failure starts the ten minutes again, and exactly ten minutes do not reset an address', async () => {
  const { throttle, clock, slept } = startThrottle();
  for (let count = 0; count < 5; count += 1) {
    await throttle.failed('192.0.2.1');
    clock.now += 10 * 60_000;
  }
  expect(slept).toEqual([100, 200]);
});

test('the ten thousand addresses with the latest failures are remembered', async () => {
  const { throttle, slept } = startThrottle();
  for (const address of ['first', 'second']) for (let count = 0; count < 3; count += 1) await throttle.failed(address);
  for (let count = 0; count < 9_999; count += 1) await throttle.failed(`other-${count}`);
  await throttle.failed('first');
  expect(slept).toEqual([]);
  await throttle.failed('other-9998');
  for (let count = 0; count < 2; count += 1) await throttle.failed('other-9998');
  expect(slept).toEqual([100]);
});

test.each([
  ['2001:db8:1:2::1', '2001:DB8:1:2:ffff::9', true],
  ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
  ['2001:db8::1', '2001:db8:0:0:1::', true],
  ['fe80::1%eth0', 'fe80::2', true],
  ['::ffff:192.0.2.1', '192.0.2.1', true],
  ['192.0.2.1', '192.0.2.2', false],
])('whether %s and %s count as one network: %s', async (first, second, isOne) => {
  const { throttle, slept } = startThrottle();
  for (let count = 0; count < 3; count += 1) await throttle.failed(first);
  await throttle.failed(second);
  expect(slept).toEqual(isOne ? [100] : []);
});
