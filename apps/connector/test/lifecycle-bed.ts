import { expect } from 'vitest';
import { createConnectionTable } from '../src/connections/connection-table.js';
import { createConnectionValidator } from '../src/connections/connection-validation.js';
import { createLifecycle, type LifecyclePorts } from '../src/connections/lifecycle.js';
import {
  createLongRunningOperation,
  createLongRunningOperationTable,
  type Verb,
} from '../src/connections/long-running-operations.js';
import { createRuntimePool } from '../src/connections/runtime-pool.js';
import { createStatusCheck } from '../src/connections/status-check.js';
import type { Store } from '../src/store/store.js';
import { connectionOf, fakeSource, NAME, settled, temporaryStore } from './connection-parts.js';

const { name: _, status: __, createTime: ___, updateTime: ____, ...rest } = connectionOf();

/** The body of a valid create. */
export const BODY = rest;

/** The lifecycle of connections with fake runtimes. Opening the same store again simulates a restart. */
export async function openLifecycle(store?: Store, changes: Partial<LifecyclePorts> = {}) {
  const opened = store ?? (await temporaryStore());
  const clock = { now: Date.parse('2026-11-25T12:00:00Z') };
  const now = () => clock.now;
  const errors: unknown[] = [];
  const removed: string[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const source = fakeSource();
  const runtimePool = createRuntimePool(source, now);
  const connections = createConnectionTable({ store: opened, isOnlyWriter: true });
  const longRunningOperations = createLongRunningOperationTable(opened, now);
  const ports: LifecyclePorts = {
    connections,
    longRunningOperations,
    validator: createConnectionValidator({
      checkUrl: () => undefined,
      checkHost: () => undefined,
      mayAccessSecrets: async () => false,
    }),
    runtimePool,
    checkStatus: createStatusCheck({ runtimePool, onError }),
    trial: () => expect.fail('tried'),
    // Waits only for work that waits for nothing itself.
    waitBriefly: (promise, late) =>
      Promise.race([
        promise,
        settled()
          .then(settled)
          .then(() => late),
      ]),
    onChanged() {},
    removePolicy: async () => {},
    onRemoved: (name) => void removed.push(name),
    onError,
    now,
    ...changes,
  };
  return {
    store: opened,
    clock,
    errors,
    removed,
    source,
    runtimePool,
    connections,
    longRunningOperations,
    ports,
    lifecycle: createLifecycle(ports),
    /** Stores a long-running operation that no process works on. */
    begin: (verb: Verb, target = NAME) => longRunningOperations.insert(createLongRunningOperation(target, verb, now())),
    /** Delays Twilio's answers until the returned function is called. */
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<typeof source.check>>>();
      source.check = () => promise;
      return resolve;
    },
    stateOf: async () => (await connections.get(NAME))?.status.state,
  };
}
