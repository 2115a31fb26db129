import { canMove, type Connection, moveStatus } from '@twilio-connector/connection';
import type { ConnectionCheck } from '../runtime/runtime.js';
import { unknownConnection } from '../access/resource-names.js';
import { type ChangePorts, type ChangesInProgress, createChangesInProgress } from './changes-in-progress.js';
import { busyConnection, connectionExists, lockedConnection } from './connection-errors.js';
import { createLongRunningOperation, type LongRunningOperation, type Verb } from './long-running-operations.js';
import { type CheckChange, createPlannedChanges, type PlanPorts } from './planned-changes.js';
import { IN_PROGRESS_STATES, succeeded } from './state-transitions.js';
import { checkToStatus } from './status-check.js';
import type { Trial } from './trial.js';

export interface LifecyclePorts extends ChangePorts, PlanPorts {
  readonly trial: Trial;
}

/**
 * Creates, changes and deletes connections. Each change is a long-running operation, which is returned as done if Twilio
 * answers quickly. A change and its operation are stored in one transaction before any work starts, so that a restart resumes
 * the work.
 */
export interface Lifecycle extends Pick<ChangesInProgress, 'recover' | 'resume' | 'settle'> {
  create(name: string, input: unknown): Promise<LongRunningOperation>;
  /**
   * @param mask Google's `updateMask`
   * @param check throws if the caller may not make this change
   */
  patch(name: string, input: unknown, mask: string, check?: CheckChange): Promise<LongRunningOperation>;
  /**
   * Validates a connection and tries it at Twilio. Stores nothing.
   *
   * @param onAttempt called with each HTTP attempt at Twilio
   */
  tryCreate(name: string, input: unknown, onAttempt: () => void): Promise<TriedOperation>;
  /** Validates a change and tries it at Twilio, as `tryCreate` does. */
  tryPatch(name: string, input: unknown, mask: string, options: TryPatchOptions): Promise<TriedOperation>;
  remove(name: string): Promise<LongRunningOperation>;
}

/** The operation that a change would end with. It has no name, because it cannot be looked up. */
type TriedOperation = Omit<LongRunningOperation, 'name'>;

interface TryPatchOptions {
  readonly check?: CheckChange;
  readonly onAttempt: () => void;
}

export function createLifecycle(ports: LifecyclePorts): Lifecycle {
  const { connections, trial, now } = ports;
  const plans = createPlannedChanges(ports);
  const changes = createChangesInProgress(ports);
  const time = () => new Date(now()).toISOString();

  /** @param to returns the connection in its in-progress state, or throws if it cannot be changed now */
  const change = (name: string, verb: Verb, to: (current: Connection) => Connection) =>
    changes.begin(createLongRunningOperation(name, verb, now()), async (also) => {
      if (!(await connections.change(name, to, also))) throw unknownConnection(name);
    });

  async function end(
    { metadata }: LongRunningOperation,
    connection: Connection,
    check: () => Promise<ConnectionCheck>,
  ): Promise<TriedOperation> {
    const status = connection.suspended ? ({ state: 'INACTIVE' } as const) : checkToStatus(await check());
    const ended = { ...connection, status: moveStatus(connection.status, status) };
    return { metadata: { ...metadata, endTime: time() }, done: true, ...succeeded(ended) };
  }

  return {
    async create(name, input) {
      const connection = await plans.create(name, input);
      return changes.begin(createLongRunningOperation(name, 'create', now()), async (also) => {
        if (!(await connections.insert(connection, also))) throw connectionExists(name);
      });
    },

    async patch(name, input, mask, check) {
      const { apply } = await plans.patch(name, { input, mask, check });
      return change(name, 'update', apply);
    },

    async tryCreate(name, input, onAttempt) {
      const connection = await plans.create(name, input);
      if (await connections.get(name)) throw connectionExists(name);
      const operation = createLongRunningOperation(name, 'create', now());
      return end(operation, connection, () => trial(connection, undefined, onAttempt));
    },

    async tryPatch(name, input, mask, { check, onAttempt }) {
      const { before, apply } = await plans.patch(name, { input, mask, check });
      const connection = apply(before);
      const operation = createLongRunningOperation(name, 'update', now());
      return end(operation, connection, () => trial(connection, before, onAttempt));
    },

    remove: (name) => change(name, 'delete', (current) => toDeleting(current, time())),
    recover: () => changes.recover(),
    resume: () => changes.resume(),
    settle: () => changes.settle(),
  };
}

function toDeleting(connection: Connection, updateTime: string): Connection {
  if (connection.lockConfig?.locked) throw lockedConnection(connection);
  if (!canMove(connection.status.state, IN_PROGRESS_STATES.delete)) throw busyConnection(connection);
  return { ...connection, status: moveStatus(connection.status, { state: IN_PROGRESS_STATES.delete }), updateTime };
}
