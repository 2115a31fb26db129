import { memberToCaller } from '../src/access/caller.js';
import type { Access } from '../src/access/permissions.js';
import type { Call } from '../src/calls/call.js';
import { createCalls, type CallsPorts } from '../src/calls/calls.js';

const CALLER = memberToCaller('token:ci');
export const CONNECTION = 'projects/p/locations/local/connections/c';
export const CREATE: Access = { permission: 'connectors.entities.create', audit: 'DATA_WRITE' };
export const LIST: Access = { permission: 'connectors.entities.list', audit: 'ADMIN_READ' };

type TestCall = Call<'server', unknown, unknown>;

/** The core over ports that note, in order, what they were asked. */
export function openCalls(ports: Partial<CallsPorts> = {}) {
  const steps: string[] = [];
  const audited: Parameters<CallsPorts['audit']['write']>[0][] = [];
  const auditErrors: unknown[] = [];
  const kept = new Map<string, unknown>();
  const calls = createCalls({
    connections: {
      get: async (name) => {
        steps.push(`get ${name}`);
        return {} as never;
      },
      catalog: () => ({}) as never,
      checkUsable: () => void steps.push('check usable'),
      use: (_connection, work) => work({} as never),
    },
    authorize: async (_caller, required, resource) => void steps.push(`authorize ${required} on ${resource}`),
    idempotency: {
      async once({ key }, carryOut) {
        steps.push(`key ${key}`);
        if (kept.has(key)) return { value: kept.get(key) as never, isRepeated: true };
        const { value, effect } = await carryOut();
        // What is kept has been JSON, as in the store.
        if (effect !== 'none') kept.set(key, JSON.parse(JSON.stringify(value)));
        steps.push(effect === 'none' ? 'not kept' : 'kept');
        return { value, isRepeated: false };
      },
    },
    audit: {
      async write(entry) {
        steps.push('audit');
        audited.push(entry);
      },
    },
    onAuditError: (error) => void auditErrors.push(error),
    ...ports,
  });
  const run = (call: Partial<TestCall> = {}) =>
    calls.run({
      ...CREATE,
      method: 'v2.create',
      caller: CALLER,
      on: 'server',
      asked: CONNECTION,
      resource: async () => CONNECTION,
      async read() {
        steps.push('read');
        return { id: 1 };
      },
      async work() {
        steps.push('work');
        return { done: true };
      },
      signal: new AbortController().signal,
      ...call,
    });
  return { run, steps, audited, auditErrors };
}
