import { expect } from 'vitest';
import { type CallsPorts, createCalls } from '../src/calls/calls.js';
import { type MemoryBudget, NO_MEMORY_LIMIT } from '../src/calls/memory-budget.js';
import { ADMINISTRATOR } from '../src/access/caller.js';
import type { Connections } from '../src/connections/connections.js';
import { unknownConnection } from '../src/access/resource-names.js';
import { FIRST_CONNECTION } from '../src/connections/first-connection.js';
import { createLog } from '../src/observability/log.js';
import { createMetrics } from '../src/observability/metrics.js';
import { createRefusalLog } from '../src/observability/refusal-log.js';
import { type AppOptions, createApp } from '../src/rest/app.js';
import { ConnectorError } from '../src/errors.js';
import type { Runtime } from '../src/runtime/runtime.js';

/** The app in process with one connection and without access control, for tests of single handlers. */
export function openApp(
  runtime: Runtime,
  {
    isStopping = () => false,
    memory,
    onAuthenticated,
    onCall,
  }: {
    readonly isStopping?: () => boolean;
    readonly memory?: MemoryBudget;
    readonly onAuthenticated?: () => void;
    readonly onCall?: CallsPorts['onCall'];
  } = {},
) {
  const { connection } = runtime;
  const isOurs = (name: string) => name.split('/').slice(2).join() === FIRST_CONNECTION.split('/').slice(2).join();
  const connections: Partial<Connections> = {
    resolve: async (name) => (isOurs(name) ? FIRST_CONNECTION : name),
    async get(name) {
      if (name === FIRST_CONNECTION) return connection;
      throw unknownConnection(name);
    },
    catalog: () => runtime,
    checkUsable() {
      if (!connection.suspended) return;
      throw new ConnectorError('FAILED_PRECONDITION', 'The connection is suspended.', { reason: 'SUSPENDED' });
    },
    use: (_connection, work) => {
      connections.checkUsable?.(connection);
      return work(runtime);
    },
    check: (_connection, onAttempt) => runtime.checkStatus(onAttempt),
    refresh() {},
    longRunningOperations: { get: async () => undefined } as Partial<
      Connections['longRunningOperations']
    > as Connections['longRunningOperations'],
  };
  const log = createLog({ level: 'silent', hide: (text) => text, destination: { write() {} } });
  const options: Partial<AppOptions> = {
    services: { connections } as AppOptions['services'],
    calls: createCalls({
      connections: connections as Connections,
      authorize: async () => {},
      idempotency: { once: async (_call, carryOut) => ({ ...(await carryOut()), isRepeated: false }) },
      audit: { write: async () => {} },
      memory: memory ?? NO_MEMORY_LIMIT,
      ...(onCall && { onCall }),
      onAuditError: (error) => expect.fail(String(error)),
    }),
    authenticate: async () => ADMINISTRATOR,
    log,
    refusals: createRefusalLog(log),
    metrics: createMetrics({ queue: () => runtime.queueStats(), droppedLogLines: log.dropped, reservedBytes: () => 0 }),
    isStopping,
    now: () => 0,
  };
  const app = createApp(options as AppOptions);
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('Authorization', 'Bearer any');
    return app.request(path, { ...init, headers }, { onAuthenticated });
  };
  const call = async (path: string, init: RequestInit = {}) => {
    const response = await send(path, init);
    return { status: response.status, json: (await response.json()) as Record<string, any> };
  };
  // `send` leaves it to the test when the answer is read.
  return Object.assign(call, { send });
}
