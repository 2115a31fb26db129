import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAudit } from '../src/access/audit.js';
import { createAuthorize } from '../src/access/authorize.js';
import { ADMINISTRATOR, type Caller, memberToCaller } from '../src/access/caller.js';
import { METHOD_ACCESS } from '../src/access/permissions.js';
import { createPolicies } from '../src/access/policies.js';
import { resourceOfPath } from '../src/access/resource-names.js';
import { createTokens } from '../src/access/api-tokens.js';
import { createConnectionTable } from '../src/connections/connection-table.js';
import { ADMIN_HANDLERS, ADMIN_METHODS } from '../src/rest/admin/methods.js';
import { IAM_HANDLERS, PROJECT_IAM_METHODS } from '../src/rest/iam/methods.js';
import type { RestRequest } from '../src/rest/request.js';
import { openStore } from '../src/store/sqlite/open-store.js';
import { connectionOf } from './connection-parts.js';

/** What a test gives of a request. */
interface TestRequest {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

export const PROJECT = 'projects/p';
export const CONNECTION = 'projects/p/locations/local/connections/c';
export const OTHER_CONNECTION = 'projects/p/locations/local/connections/d';

/** Access on a store in a temporary folder, with a clock that stands until it is set. */
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
  const port = { policies, tokens, audit, authorize, hasConnection };
  const methods = new Map([...PROJECT_IAM_METHODS, ...ADMIN_METHODS].map((method) => [method.id, method]));
  return {
    ...port,
    store,
    clock,
    /** Calls a method as the server does: the gate first, then its handler. */
    async call(caller: Caller, id: string, { params = {}, query = '', body = {} }: TestRequest = {}) {
      const access = methods.get(id) ?? METHOD_ACCESS[id];
      const handle = IAM_HANDLERS[id] ?? ADMIN_HANDLERS[id];
      if (!access || !handle) throw new Error(`There is no method ${id}.`);
      await authorize(caller, access.permission, resourceOfPath(params));
      const request: RestRequest = {
        params,
        resource: resourceOfPath(params),
        query: new URLSearchParams(query),
        body,
        caller,
        authorize: (required, resource) => authorize(caller, required, resource),
        onAttempt() {},
        signal: new AbortController().signal,
      };
      return (await handle(port, request)) as Record<string, any>;
    },
    /** Sets a policy as the administrator. */
    bind: (resource: string, ...bindings: readonly (readonly [role: string, ...members: string[]])[]) =>
      policies.set(ADMINISTRATOR, resource, { bindings: bindings.map(([role, ...members]) => ({ role, members })) }),
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
