import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CONNECTION, startAccessBed } from '../../test/access-bed.js';
import { createDeniedCalls, type DeniedCall } from './denied-calls.js';

const DENIED = {
  caller: 'token:stranger',
  method: 'v2.list',
  resource: CONNECTION,
  status: 'PERMISSION_DENIED',
  reason: 'PERMISSION_DENIED',
};

let bed: Awaited<ReturnType<typeof startAccessBed>>;
beforeEach(async () => {
  bed = await startAccessBed();
});
afterEach(() => bed.close());

async function deny(times: number, changes: Partial<typeof DENIED> = {}) {
  for (let count = 0; count < times; count += 1) await bed.audit.write({ ...DENIED, ...changes });
}

/** The records of a caller, oldest first. */
const recordsOf = async (caller = DENIED.caller) =>
  (await bed.audit.list({ caller, pageSize: 1000 })).records.toReversed();
const countOf = async (caller?: string) => (await recordsOf(caller)).reduce((sum, { count = 1 }) => sum + count, 0);

test('of the denied calls of a caller in one minute, the first 10 are recorded one by one and the others as one sum', async () => {
  await deny(1000);
  expect(await recordsOf()).toHaveLength(10);
  bed.clock.now += 59_999;
  await deny(1);
  await bed.audit.flush();
  expect(await recordsOf()).toHaveLength(10);
  bed.clock.now += 1;
  await bed.audit.flush();
  const records = await recordsOf();
  expect(records).toHaveLength(11);
  expect(records.at(-1)).toEqual({ ...DENIED, id: expect.any(String), time: '2026-11-25T12:00:59.999Z', count: 991 });
  expect(records[0]).not.toHaveProperty('count');
});

test('a denied call in a later minute is recorded by itself, after the sum of the minute before', async () => {
  await deny(15);
  bed.clock.now += 60_000;
  await deny(2);
  expect((await recordsOf()).map(({ count }) => count)).toEqual([
    ...Array(10).fill(undefined),
    5,
    undefined,
    undefined,
  ]);
});

test('a sum names the method and the resource that its calls have in common', async () => {
  const sumOf = async (...calls: readonly Partial<typeof DENIED>[]) => {
    await deny(10);
    for (const call of calls) await deny(1, call);
    await bed.audit.close();
    const sum = (await recordsOf()).at(-1);
    return [sum?.method, sum?.resource, sum?.reason, sum?.count];
  };
  expect(await sumOf({}, {})).toEqual(['v2.list', CONNECTION, 'PERMISSION_DENIED', 2]);
  expect(await sumOf({ method: 'v2.get' }, {})).toEqual(['*', CONNECTION, 'PERMISSION_DENIED', 2]);
  expect(await sumOf({ resource: 'projects/p' }, { reason: 'ROLE_NOT_GRANTABLE' })).toEqual([
    'v2.list',
    'projects/p',
    undefined,
    2,
  ]);
  expect(await sumOf({ resource: 'projects/p2' }, {}, {})).toEqual(['v2.list', '', 'PERMISSION_DENIED', 3]);
});

test('a sum is listed with the records of the project that its calls have in common', async () => {
  await deny(12);
  await bed.audit.close();
  const { records } = await bed.audit.list({ project: 'p', pageSize: 100 });
  expect(records.map(({ count }) => count).filter((count) => count !== undefined)).toEqual([2]);
});

test('every write is recorded by itself, whether it succeeded or failed, beside the denied calls of its caller', async () => {
  await deny(50);
  for (let count = 0; count < 20; count += 1) {
    await bed.audit.write({ ...DENIED, status: 'OK' });
    await bed.audit.write({ ...DENIED, status: 'INVALID_ARGUMENT' });
  }
  expect((await recordsOf()).filter(({ status }) => status !== 'PERMISSION_DENIED')).toHaveLength(40);
});

test('the denied calls of one caller do not count against another caller', async () => {
  await deny(50);
  await deny(10, { caller: 'token:other' });
  expect(await recordsOf('token:other')).toHaveLength(10);
});

test('when the audit log is closed, every denied call is in it', async () => {
  await deny(37);
  await deny(12, { caller: 'token:other' });
  await bed.audit.close();
  expect([await countOf(), await countOf('token:other')]).toEqual([37, 12]);
});

test('a sum that cannot be written is kept, and written once writing is possible again', async () => {
  await deny(30);
  bed.clock.now += 60_000;
  await bed.readOnly(async () => {
    await expect(bed.audit.flush()).rejects.toMatchObject({ reason: 'STORE_UNAVAILABLE' });
    await expect(deny(1)).rejects.toMatchObject({ reason: 'STORE_UNAVAILABLE' });
    await deny(3).catch(() => {});
  });
  await bed.audit.flush();
  await bed.audit.close();
  expect(await countOf()).toBe(32);
});

test('sums that were written before one that cannot be written are not written again', async () => {
  for (const caller of ['token:a', 'token:b', 'token:c']) await deny(12, { caller });
  bed.clock.now += 60_000;
  // The store takes only the sum of the first caller.
  await sql.raw(TAKE_ONE_SUM).execute(bed.store);
  await expect(bed.audit.flush()).rejects.toThrow('The disk is full.');
  await sql`DROP TRIGGER one_sum`.execute(bed.store);
  await bed.audit.flush();
  for (const caller of ['token:a', 'token:b', 'token:c']) expect(await countOf(caller), caller).toBe(12);
});

const TAKE_ONE_SUM = `CREATE TRIGGER one_sum BEFORE INSERT ON audit
  WHEN EXISTS (SELECT 1 FROM audit WHERE count > 1) BEGIN SELECT RAISE(ABORT, 'The disk is full.'); END`;

test('the denied calls of many callers use bounded memory, and none is lost', () => {
  const denied = createDeniedCalls(100);
  let [recorded, remembered] = [0, 0];
  const add = (caller: string) => {
    const due = denied.add({ ...DENIED, caller, ms: 0, count: 1 });
    recorded += due.reduce((sum, { count }) => sum + count, 0);
  };
  for (let index = 0; index < 1000; index += 1) for (let count = 0; count < 12; count += 1) add(`token:${index}`);
  const rest = denied.take(Number.POSITIVE_INFINITY);
  remembered = rest.length;
  recorded += rest.reduce((sum, { count }) => sum + count, 0);
  expect([recorded, remembered]).toEqual([12_000, 100]);
});

describe('which denied calls are recorded at once', () => {
  const call = (changes: Partial<DeniedCall> = {}): DeniedCall => ({
    caller: 'token:a',
    method: 'm',
    resource: CONNECTION,
    reason: 'R',
    ms: 60_000,
    count: 1,
    ...changes,
  });
  /** Denied calls with so many of `token:a` in the minute of 60,000 ms, of which the first 10 were recorded. */
  const after = (count: number, maxCallers?: number) => {
    const denied = createDeniedCalls(maxCallers);
    for (let index = 0; index < count; index += 1) expect(denied.add(call())).toEqual(index < 10 ? [call()] : []);
    return denied;
  };

  test('a call of the next minute is recorded with the sum of the minute before, and starts over', () => {
    const denied = after(12);
    expect(denied.add(call({ ms: 119_999 }))).toEqual([]);
    const next = call({ ms: 120_000 });
    expect(denied.add(next)).toEqual([call({ ms: 119_999, count: 3 }), next]);
    for (let index = 1; index < 10; index += 1) expect(denied.add(next)).toEqual([next]);
    expect(denied.add(next)).toEqual([]);
  });

  test('the sums of other minutes are taken, once, and that of the current minute is not', () => {
    const denied = after(12);
    denied.add(call({ caller: 'token:b' }));
    expect(denied.take(119_999)).toEqual([]);
    expect(denied.take(120_000)).toEqual([call({ count: 2 })]);
    expect(denied.take(Number.POSITIVE_INFINITY)).toEqual([]);
    expect(after(11).take(Number.POSITIVE_INFINITY)).toEqual([call()]);
  });

  test('beyond the number of callers, the sum of the first caller is due early', () => {
    const denied = after(12, 2);
    const of = (caller: string) => call({ caller });
    expect(denied.add(of('token:b'))).toEqual([of('token:b')]);
    expect(denied.add(of('token:c'))).toEqual([call({ count: 2 }), of('token:c')]);
    // The first caller is now token:b, which has no sum.
    expect(denied.add(of('token:d'))).toEqual([of('token:d')]);
  });

  test('a sum that is put back is added to the calls of its caller since, and further calls are summed', () => {
    const denied = after(11);
    const [sum] = denied.take(120_000);
    denied.putBack(sum!);
    expect(denied.add(call({ method: 'n', ms: 61_000 }))).toEqual([]);
    expect(denied.take(120_000)).toEqual([call({ method: '*', ms: 61_000, count: 2 })]);
    denied.putBack(call({ ms: 61_000, count: 5 }));
    denied.putBack(call({ ms: 60_500, count: 7 }));
    expect(denied.take(120_000)).toEqual([call({ ms: 61_000, count: 12 })]);
  });

  test.each([
    ['projects/p/a', 'projects/p/a', 'projects/p/a'],
    ['projects/p/a', 'projects/p/b', 'projects/p'],
    ['projects/p', 'projects/p/b', 'projects/p'],
    ['projects/project-1/a', 'projects/project-2/a', ''],
    ['projects/p/a', 'projects/p2/a', ''],
    ['projects/p/a', 'tokens/a', ''],
    ['tokens/a', 'projects/p/a', ''],
    ['tokens/a', 'tokens/b', ''],
    ['x/projects/p/a', 'x/projects/p/b', ''],
    ['tokens/a', 'x/projects/p', ''],
    ['projects//a', 'projects//b', ''],
  ])('%s and %s have the resource %j in common', (one, other, common) => {
    const denied = after(10);
    for (const resource of [one, other]) denied.add(call({ resource }));
    expect(denied.take(120_000)).toMatchObject([{ resource: common }]);
  });
});
