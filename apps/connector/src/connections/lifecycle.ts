import {
  applyUpdateMask,
  canMove,
  type Connection,
  describeConnection,
  moveStatus,
} from '@twilio-connector/connection';
import { unknownConnection } from '../access/resource-names.js';
import { type ChangePorts, type ChangesInProgress, createChangesInProgress } from './changes-in-progress.js';
import {
  busyConnection,
  changedConnection,
  connectionExists,
  invalidConnection,
  lockedConnection,
} from './connection-errors.js';
import type { ConnectionValidator } from './connection-validation.js';
import { createLongRunningOperation, type LongRunningOperation, type Verb } from './long-running-operations.js';
import { IN_PROGRESS_STATES, isSameRevision } from './state-transitions.js';

export interface LifecyclePorts extends ChangePorts {
  readonly validator: Pick<ConnectionValidator, 'parse'>;
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
  remove(name: string): Promise<LongRunningOperation>;
}

/** Compares a connection with what it would become. The change fails if the connection is changed meanwhile. */
type CheckChange = (before: Connection, after: Connection) => Promise<void>;

export function createLifecycle(ports: LifecyclePorts): Lifecycle {
  const { connections, validator, now } = ports;
  const changes = createChangesInProgress(ports);
  const time = () => new Date(now()).toISOString();

  /** @param to returns the connection in its in-progress state, or throws if it cannot be changed now */
  const change = (name: string, verb: Verb, to: (current: Connection) => Connection) =>
    changes.begin(createLongRunningOperation(name, verb, now()), async (also) => {
      if (!(await connections.change(name, to, also))) throw unknownConnection(name);
    });

  return {
    async create(name, input) {
      const parsed = await validator.parse(input, name);
      const createTime = time();
      const status = { state: IN_PROGRESS_STATES.create, description: '', status: '' };
      const connection = { ...parsed, createTime, updateTime: createTime, connectionRevision: '1', status };
      return changes.begin(createLongRunningOperation(name, 'create', now()), async (also) => {
        if (!(await connections.insert(connection, also))) throw connectionExists(name);
      });
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
        if (!isSameRevision(current, before)) throw changedConnection();
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

/** A locked connection can be unlocked, but not changed in any other way. */
function checkChange(connection: Connection, fields: readonly string[]): void {
  const isUnlock = fields.every((field) => field.split('.')[0] === 'lockConfig');
  if (connection.lockConfig?.locked && !isUnlock) throw lockedConnection(connection);
  if (!canMove(connection.status.state, IN_PROGRESS_STATES.update)) throw busyConnection(connection);
}
