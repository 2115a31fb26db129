import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { createAudit } from '../src/access/audit.js';
import { createAuthorize } from '../src/access/authorize.js';
import { ADMINISTRATOR, type Caller, memberToCaller } from '../src/access/caller.js';
import { createPolicies } from '../src/access/policies.js';
import { resourceOfPath } from '../src/access/resource-names.js';
import { createTokens } from '../src/access/api-tokens.js';
import { createCalls } from '../src/calls/calls.js';
import { createConnectionTable } from '../src/connections/connection-table.js';
import { checkMembers } from '../src/rest/body.js';
import { METHODS } from '../src/rest/methods.js';
import { readQuery } from '../src/rest/parameters.js';
import type { Services } from '../src/rest/services.js';
import { openStore } from '../src/store/sqlite/open-store.js';
import { connectionOf } from './connection-parts.js';
import { noDownload } from './no-download.js';

/** The parts of a request that a test sets. */
interface TestRequest {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

export const PROJECT = 'projects/p';
export const CONNECTION = 'projects/p/locations/local/connections/c';
export const OTHER_CONNECTION = 'projects/p/locations/local/connections/d';

/** Access control on a store in a temporary folder, with a clock that only the test advances. */
export async function startAccessBed() {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-access-'));
  const store = await openStore(folder);
  const clock = { now: Date.parse('2026-11-25T12:00:00Z') };
  const now = () => clock.now;
  let count = 0;
  const random = (bytes: number) => new Uint8Array(bytes).fill((count += 1));
  // Only the policy of an existing connection can be set.
  const table = createConnectionTable({ store, isOnlyWriter: true });
  for (const name of [CONNECTION, OTHER_CONNECTION]) await table.insert(connectionOf({ name }));
  const policies = createPolicies({ store, isOnlyWriter: true });
  const tokens = createTokens({ store, isOnlyWriter: true, now, random });
  const audit = createAudit({ store, now, random });
  const authorize = createAuthorize(policies);
  const hasConnection = (name: string) => Promise.resolve([CONNECTION, OTHER_CONNECTION].includes(name));
  const services = { policies, tokens, audit, hasConnection } as Partial<Services> as Services;
  const calls = createCalls({
    connections: {} as Services['connections'],
    authorize,
    idempotency: { once: async (_call, carryOut) => ({ ...(await carryOut()), isRepeated: false }) },
    audit: { write: async () => {} },
    onAuditError: (error) => expect.fail(String(error)),
  });
  return {
    policies,
    tokens,
    audit,
    authorize,
    hasConnection,
    store,
    clock,
    /** Calls a method through the core. Throws the error of a failed call. */
    async call(caller: Caller, id: string, { params = {}, query = '', body = {} }: TestRequest = {}) {
      const method = METHODS.find((one) => one.id === id);
      if (!method) throw new Error(`Unknown method ${id}.`);
      const outcome = await calls.run({
        method: id,
        audit: method.audit,
        permission: method.permission,
        caller,
        on: 'server',
        asked: resourceOfPath(params),
        resource: async () => resourceOfPath(params),
        async read() {
          if (method.body !== 'any') checkMembers(body, method.body ?? []);
          return {
            path: params,
            query: readQuery(new URLSearchParams(query), method.parameters ?? {}).values,
            body,
            caller,
            isStillIdentified: async () => true,
          };
        },
        requirement: async (request, resource) => method.requirement?.(services, { ...request, resource }),
        work: async (_target, request, context) =>
          method.handle(services, { ...request, ...context, download: noDownload }),
        signal: new AbortController().signal,
      });
      if ('failure' in outcome) throw outcome.error;
      return outcome.answer as Record<string, any>;
    },
    /** Sets a policy as the administrator. */
    bind: (resource: string, ...bindings: readonly (readonly [role: string, ...members: string[]])[]) =>
      policies.set(ADMINISTRATOR, resource, { bindings: bindings.map(([role, ...members]) => ({ role, members })) }),
    /** Runs `work` while the database cannot be written. */
    async readOnly(work: () => Promise<void>) {
      await sql`PRAGMA query_only = ON`.execute(store);
      await work();
      await sql`PRAGMA query_only = OFF`.execute(store);
    },
    async close() {
      await store.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The caller of a token. */
export function callerOf(name: string): Caller {
  return memberToCaller(`token:${name}`);
}
