import { describe, expect, test } from 'vitest';
import { CREATE, LIST, openCalls } from '../../test/calls-bed.js';
import { ConnectorError } from '../errors.js';
import type { CallParts } from './parts.js';

const READ = { permission: 'connectors.connections.executeSqlQuery', audit: 'DATA_READ' } as const;

/** Runs a read whose work has parts. */
function open(ports: Parameters<typeof openCalls>[0] = {}) {
  const bed = openCalls(ports);
  const run = (work: (parts: CallParts) => Promise<unknown>, key?: string) =>
    bed.run({
      ...READ,
      method: 'v2.query',
      ...(key !== undefined && { idempotency: () => ({ key, request: ['whole'] }) }),
      work: (_server, _input, { parts }) => work(parts),
    });
  return { ...bed, run };
}

const part = (key?: string, work: () => Promise<unknown> = async () => ({ sid: 'SM1' })) => ({
  method: 'v2.create',
  access: CREATE,
  work,
  ...(key !== undefined && { idempotency: { key, request: ['part'] } }),
});

describe('parts of a call', () => {
  test('a part checks its own permission, and has its own audit record', async () => {
    const { run, audited, steps } = open();
    await run((parts) => parts.run(part()));
    expect(audited.map(({ method, status }) => [method, status])).toEqual([['v2.create', 'OK']]);
    expect(steps).toContain('authorize connectors.entities.create on projects/p/locations/local/connections/c');
  });

  test('a call that requires the permission of a write has an audit record, even if it is denied', async () => {
    const { run, audited } = open();
    await run((parts) => parts.require(CREATE));
    await run((parts) => parts.require(LIST));
    const denied = open({
      authorize: async (_caller, required) => {
        if (required === CREATE.permission) throw new ConnectorError('PERMISSION_DENIED', 'No.');
      },
    });
    const outcome = await denied.run((parts) => parts.require(CREATE));
    expect(outcome).toMatchObject({ failure: { code: 'PERMISSION_DENIED' } });
    expect([...audited, ...denied.audited].map(({ method, status }) => [method, status])).toEqual([
      ['v2.query', 'OK'],
      ['v2.query', 'PERMISSION_DENIED'],
    ]);
  });

  test('a part with a key is carried out once, and a call all of whose parts are repetitions is one, too', async () => {
    const { run } = open();
    const both = async (parts: CallParts) => [await parts.run(part('a')), await parts.run(part('b'))];
    const first = await run((parts) => parts.run(part('a')));
    const second = await run(both);
    const third = await run(both);
    expect([first, second, third].map(({ record }) => record.isReplayed)).toEqual([false, false, true]);
  });

  test('the failure of a part does not reject, and its work is not interrupted', async () => {
    const { run } = open();
    const controller = new AbortController();
    const failing = part(undefined, async () => {
      controller.abort();
      throw new ConnectorError('UNAVAILABLE', 'Down.');
    });
    const { answer } = (await run((parts) => parts.run(failing))) as { answer?: unknown };
    expect(answer).toMatchObject({ failure: { code: 'UNAVAILABLE' }, error: expect.any(ConnectorError) });
  });

  test('a call that reads passes its key on to its parts, and is not kept itself', async () => {
    const { run, steps } = open();
    const outcome = await run(async (parts) => parts.idempotencyKey, 'mine');
    expect(outcome).toMatchObject({ answer: 'mine' });
    expect(steps).not.toContain('key mine');
  });

  test('what is made once is returned again, and a failure to make it is not kept', async () => {
    const { run } = open();
    let made = 0;
    const make = (fails: boolean) => (parts: CallParts) =>
      parts.once({ key: 'k', request: [] }, async () => {
        made += 1;
        if (fails) throw new ConnectorError('INVALID_ARGUMENT', 'Wrong.');
        return { rows: [made] };
      });
    expect(await run(make(true))).toMatchObject({ failure: { message: 'Wrong.' } });
    expect(await run(make(false))).toMatchObject({ answer: { rows: [2] } });
    expect(await run(make(false))).toMatchObject({ answer: { rows: [2] } });
  });
});
