import {
  applyUpdateMask,
  canMove,
  type Connection,
  type ConnectionStatus,
  describeConnection,
  moveStatus,
} from '@twilio-connector/connection';
import { RestError } from '../rest/errors.js';
import type { ConnectionTable } from './connection-table.js';
import { busyConnection, invalidConnection, lockedConnection, unknownConnection } from './errors.js';
import type { Operation, OperationTable, Outcome } from './operation-table.js';
import type { ConnectionRules } from './rules.js';
import type { Runtimes } from './runtimes.js';
import { type Checks, statusOf } from './checks.js';

/** What the life of a connection stands on. */
export interface LifecyclePorts {
  readonly connections: ConnectionTable;
  readonly operations: OperationTable;
  readonly rules: ConnectionRules;
  readonly runtimes: Runtimes;
  readonly checks: Checks;
  /** Told of a connection that is gone. */
  readonly onRemoved: (name: string) => Promise<void>;
  /** Told of errors that nobody foresaw. */
  readonly onError: (error: unknown) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Makes, changes and deletes connections: each in an operation, which has ended already where Twilio answers soon. What is
 * written down before anything is done is carried on after a restart, whatever ended the process.
 */
export interface Lifecycle {
  create(name: string, input: unknown): Promise<Operation>;
  /** @param mask Google's `updateMask` */
  patch(name: string, input: unknown, mask: string): Promise<Operation>;
  remove(name: string): Promise<Operation>;
  /** Carries on what the process before did not end. */
  recover(): Promise<void>;
  /** Resolves when nothing is under way any more. */
  settle(): Promise<void>;
}

const CONNECTION_TYPE = 'type.googleapis.com/google.cloud.connectors.v1.Connection';
const EMPTY = { response: { '@type': 'type.googleapis.com/google.protobuf.Empty' } };
// google.rpc.Code
const ABORTED = 10;
const INTERNAL = 13;

export function createLifecycle(ports: LifecyclePorts): Lifecycle {
  const { connections, operations, rules, runtimes, checks, now } = ports;
  const underWay = new Set<Promise<unknown>>();
  const time = () => new Date(now()).toISOString();

  /** Goes on by itself; the answer says that it has ended where that was soon. */
  async function carryOut(operation: Operation, work: () => Promise<Outcome>): Promise<Operation> {
    const ended = work()
      .catch((error: unknown): Outcome => {
        ports.onError(error);
        return { error: { code: INTERNAL, message: 'The connector failed; its log says why.' } };
      })
      .then((outcome) => operations.end(operation.name, outcome));
    underWay.add(ended);
    const forget = () => void underWay.delete(ended);
    ended.then(forget, forget);
    return checks.soon(ended, operation);
  }

  /** Asks Twilio, unless the connection is suspended, and says what came of it. */
  async function settleState(name: string): Promise<Outcome> {
    const connection = await connections.get(name);
    if (!connection) return gone(name);
    const status: Pick<ConnectionStatus, 'state'> & Partial<ConnectionStatus> = connection.suspended
      ? { state: 'INACTIVE' }
      : statusOf(await checks.ask(connection));
    const settled = await connections.change(name, (current) =>
      // Changed or deleted meanwhile: that has the last word.
      current.connectionRevision === connection.connectionRevision && current.status.state === connection.status.state
        ? { ...current, status: moveStatus(current.status, status) }
        : undefined,
    );
    if (connection.suspended) await runtimes.release(name);
    const answered = settled ?? (await connections.get(name));
    return answered ? { response: { '@type': CONNECTION_TYPE, ...describeConnection(answered) } } : gone(name);
  }

  async function removeState(name: string): Promise<Outcome> {
    await runtimes.release(name);
    await connections.remove(name);
    await ports.onRemoved(name);
    return EMPTY;
  }

  /** A change of a connection that there is and that may be changed. */
  async function change(name: string, to: (current: Connection) => Connection): Promise<void> {
    const changed = await connections.change(name, (current) => to(current));
    if (!changed) throw unknownConnection(name);
  }

  return {
    async create(name, input) {
      const parsed = await rules.parse(input, name);
      const made = time();
      const status = { state: 'CREATING', description: '', status: '' } as const;
      const isNew = await connections.insert({
        ...parsed,
        status,
        createTime: made,
        updateTime: made,
        connectionRevision: '1',
      });
      if (!isNew) throw existing(name);
      return carryOut(await operations.begin(name, 'create'), () => settleState(name));
    },

    async patch(name, input, mask) {
      const before = await connections.get(name);
      if (!before) throw unknownConnection(name);
      const masked = applyUpdateMask(describeConnection(before), input, mask);
      if (!masked.ok) throw invalidConnection('The change', masked.violations);
      const parsed = await rules.parse(masked.input, name);
      const isUnlocking = masked.fields.every((field) => field.split('.')[0] === 'lockConfig');
      await change(name, (current) => {
        checkChange(current, isUnlocking);
        if (current.connectionRevision !== before.connectionRevision) throw busyConnection(current);
        return {
          ...parsed,
          status: moveStatus(current.status, { state: 'UPDATING' }),
          createTime: current.createTime,
          updateTime: time(),
          connectionRevision: String(Number(current.connectionRevision) + 1),
        };
      });
      return carryOut(await operations.begin(name, 'update'), () => settleState(name));
    },

    async remove(name) {
      await change(name, (current) => {
        checkLock(current);
        if (!canMove(current.status.state, 'DELETING')) throw busyConnection(current);
        return { ...current, status: moveStatus(current.status, { state: 'DELETING' }), updateTime: time() };
      });
      return carryOut(await operations.begin(name, 'delete'), () => removeState(name));
    },

    async recover() {
      const unfinished = new Set(await operations.unfinished());
      for (const { name, status } of await connections.all()) {
        const verb = { CREATING: 'create', UPDATING: 'update', DELETING: 'delete' } as const;
        if (!Object.hasOwn(verb, status.state)) continue;
        const state = status.state as keyof typeof verb;
        // A deletion may have come into a creation or a change: then that has an operation, too.
        const its = [...unfinished].find(({ metadata }) => metadata.target === name && metadata.verb === verb[state]);
        const operation = its ?? (await operations.begin(name, verb[state]));
        unfinished.delete(operation);
        void carryOut(operation, () => (state === 'DELETING' ? removeState(name) : settleState(name)));
      }
      for (const { name, metadata } of unfinished) await operations.end(name, await outcomeOf(metadata));
    },

    async settle() {
      await Promise.allSettled(underWay);
    },
  };

  /** The process ended between the last step of an operation and the writing down of that. */
  async function outcomeOf({ target, verb }: Operation['metadata']): Promise<Outcome> {
    const connection = await connections.get(target);
    if (verb === 'delete')
      return connection ? aborted('The server ended before the connection was deleted; delete it again.') : EMPTY;
    return connection ? { response: { '@type': CONNECTION_TYPE, ...describeConnection(connection) } } : gone(target);
  }
}

function checkChange(connection: Connection, isUnlocking: boolean): void {
  if (!isUnlocking) checkLock(connection);
  if (!canMove(connection.status.state, 'UPDATING')) throw busyConnection(connection);
}

function checkLock(connection: Connection): void {
  if (connection.lockConfig?.locked) throw lockedConnection(connection);
}

function existing(name: string): RestError {
  const message = `There is a connection ${name} already; change that, or choose another name.`;
  return new RestError('ALREADY_EXISTS', message, { reason: 'CONNECTION_EXISTS' });
}

function gone(name: string): Outcome {
  return aborted(`The connection ${name} was deleted meanwhile.`);
}

function aborted(message: string): Outcome {
  return { error: { code: ABORTED, message } };
}
