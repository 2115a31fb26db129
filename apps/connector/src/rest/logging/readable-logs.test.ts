import { expect, test } from 'vitest';
import { unknownConnection } from '../../access/resource-names.js';
import { createPayloadAccess, readableLogs } from './readable-logs.js';

const NAME = 'projects/p/locations/l/connections/c';
const CALLER = { member: 'token:a', isAdministrator: false };

/** The logs that a caller with a role on the connection alone may read. */
const readable = (get: () => Promise<never>) =>
  readableLogs(
    {
      logs: { sources: async () => [NAME] },
      policies: { isAllowed: async (_caller: unknown, _permission: unknown, resource: string) => resource === NAME },
      connections: { get },
    } as unknown as Parameters<typeof readableLogs>[0],
    CALLER,
    ['projects/p'],
  );

test('the log of a connection that was deleted is left out for callers with a role on that alone', async () => {
  expect(await readable(async () => Promise.reject(unknownConnection(NAME)))).toEqual([]);
});

test('a store that fails does not leave a log out', async () => {
  await expect(readable(async () => Promise.reject(new Error('disk')))).rejects.toThrow('disk');
});

test('the permission on the content is looked up once for each connection, however many entries it has', async () => {
  const asked: unknown[] = [];
  const policies = { isAllowed: async (...call: readonly unknown[]) => void asked.push(call.at(-1)) };
  const access = { policies } as unknown as Parameters<typeof createPayloadAccess>[0];
  await createPayloadAccess(access, CALLER).prepare([NAME, `${NAME}-2`, NAME].map((connection) => ({ connection })));
  expect(asked).toEqual([NAME, `${NAME}-2`]);
});
