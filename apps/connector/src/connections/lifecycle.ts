import {
  applyUpdateMask,
  canMove,
  type Connection,
  describeConnection,
  moveStatus,
} from '@twilio-connector/connection';
import { unknownConnection } from '../access/resource-names.js';
import type { WaitBriefly } from './brief-wait.js';
import { busyConnection, connectionExists, invalidConnection, lockedConnection } from './connection-errors.js';
import type { ConnectionValidator } from './connection-validation.js';
import { createLongRunningOperation, type LongRunningOperation, type Verb } from './long-running-operations.js';
import {
  createStateTransitions,
  IN_PROGRESS_STATES,
  type StateTransitionPorts,
  type StateTransitions,
} from './state-transitions.js';
import type { Clock } from '../store/clock.js';

export interface LifecyclePorts extends StateTransitionPorts {
  readonly validator: Pick<ConnectionValidator, 'parse'>;
  readonly waitBriefly: WaitBriefly;
  readonly now: Clock;
}

/**
 * Creates, changes and deletes connections. Each change is a long-running operation, which is returned as done if Twilio
 * answers quickly. A change and its operation are stored in one transaction before any work starts, so that a restart resumes
 * the work.
 */
export interface Lifecycle {
  create(name: string, input: unknown): Promise<LongRunningOperation>;
  /**
   * @param mask Google's `updateMask`
   * @param check throws if the caller may not make this change
   */
  patch(name: string, input: unknown, mask: string, check?: CheckChange): Promise<LongRunningOperation>;
  remove(name: string): Promise<LongRunningOperation>;
  /** Resumes the changes that the previous process did not finish. */
  recover(): Promise<void>;
  /** Resolves when no change is in progress. */
  settle(): Promise<void>;
}

/** Compares a connection with what it would become. The change fails if the connection is changed meanwhile. */
type CheckChange = (before: Connection, after: Connection) => Promise<void>;

type Follow = (operation: LongRunningOperation) => Promise<LongRunningOperation>;

export function createLifecycle(ports: LifecyclePorts): Lifecycle {
  const { connections, longRunningOperations, validator, waitBriefly, now } = ports;
  const transitions = createStateTransitions(ports);
  const inProgress = new Set<Promise<unknown>>();
  const time = () => new Date(now()).toISOString();

  /** Starts the work. It goes on in the background after the brief wait. */
  const follow: Follow = (operation) => {
    const { verb } = operation.metadata;
    const ended = verb === 'delete' ? transitions.remove(operation) : transitions.settle(operation);
    inProgress.add(ended);
    const forget = () => void inProgress.delete(ended);
    ended.then(forget, forget);
    return waitBriefly(ended, operation);
  };

  /** @param to returns the connection in its in-progress state, or throws if it cannot be changed now */
  async function change(name: string, verb: Verb, to: (current: Connection) => Connection) {
    const operation = createLongRunningOperation(name, verb, now());
    const changed = await connections.change(name, to, (transaction) =>
      longRunningOperations.insert(operation, transaction),
    );
    if (!changed) throw unknownConnection(name);
    return follow(operation);
  }

  return {
    async create(name, input) {
      const parsed = await validator.parse(input, name);
      const createTime = time();
      const status = { state: IN_PROGRESS_STATES.create, description: '', status: '' };
      const connection = { ...parsed, createTime, updateTime: createTime, connectionRevision: '1', status };
      const operation = createLongRunningOperation(name, 'create', now());
      const isInserted = await connections.insert(connection, (transaction) =>
        longRunningOperations.insert(operation, transaction),
      );
      if (!isInserted) throw connectionExists(name);
      return follow(operation);
    },

    async patch(name, input, mask, check) {
      const before = await connections.get(name);
      if (!before) throw unknownConnection(name);
      const masked = applyUpdateMask(describeConnection(before), input, mask);
      if (!masked.ok) throw invalidConnection('The change', masked.violations);
      const parsed = await validator.parse(masked.input, name, masked.fields);
      await check?.(before, parsed);
      return change(name, 'update', (current) => {
        checkChange(current, masked.fields);
        if (current.connectionRevision !== before.connectionRevision) throw busyConnection(current);
        return {
          ...parsed,
          status: moveStatus(current.status, { state: IN_PROGRESS_STATES.update }),
          createTime: current.createTime,
          updateTime: time(),
          connectionRevision: String(Number(current.connectionRevision) + 1),
        };
      });
    },

    remove: (name) => change(name, 'delete', (current) => toDeleting(current, time())),

    recover: () => recover(ports, transitions, follow),

    async settle() {
      await Promise.allSettled(inProgress);
    },
  };
}

async function recover(
  { connections, longRunningOperations, now, onError }: LifecyclePorts,
  transitions: StateTransitions,
  follow: Follow,
): Promise<void> {
  const unfinished = await longRunningOperations.unfinished();
  const resumed = new Set<LongRunningOperation>();
  for (const { name, status } of await connections.all()) {
    const verb = VERBS.find((one) => IN_PROGRESS_STATES[one] === status.state);
    if (!verb) continue;
    // The work of the earlier ones was done, but their end was not stored.
    const last = unfinished.findLast(({ metadata }) => metadata.target === name && metadata.verb === verb);
    if (last) resumed.add(last);
    const operation = last ?? (await longRunningOperations.insert(createLongRunningOperation(name, verb, now())));
    follow(operation).catch(onError);
  }
  for (const operation of unfinished.filter((one) => !resumed.has(one))) await transitions.conclude(operation);
}

const VERBS: readonly Verb[] = ['create', 'update', 'delete'];

function toDeleting(connection: Connection, updateTime: string): Connection {
  if (connection.lockConfig?.locked) throw lockedConnection(connection);
  if (!canMove(connection.status.state, IN_PROGRESS_STATES.delete)) throw busyConnection(connection);
  return { ...connection, status: moveStatus(connection.status, { state: IN_PROGRESS_STATES.delete }), updateTime };
}

/** A locked connection can be unlocked, but not changed in any other way. */
function checkChange(connection: Connection, fields: readonly string[]): void {
  const isUnlock = fields.every((field) => field.split('.')[0] === 'lockConfig');
  if (connection.lockConfig?.locked && !isUnlock) throw lockedConnection(connection);
  if (!canMove(connection.status.state, IN_PROGRESS_STATES.update)) throw busyConnection(connection);
}
