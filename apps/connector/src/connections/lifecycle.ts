import {
  applyUpdateMask,
  canMove,
  type Connection,
  describeConnection,
  moveStatus,
} from '@twilio-connector/connection';
import { ConnectorError } from '../errors.js';
import { busyConnection, invalidConnection, lockedConnection, unknownConnection } from './connection-errors.js';
import type { Operation } from './long-running-operations.js';
import type { ConnectionRules } from './connection-validation.js';
import { createSteps, type StepPorts, type Steps } from './state-transitions.js';

/** What the life of a connection stands on. */
export interface LifecyclePorts extends StepPorts {
  readonly rules: ConnectionRules;
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

/** States in which something is under way, and what that is. */
const VERBS = { CREATING: 'create', UPDATING: 'update', DELETING: 'delete' } as const;

export function createLifecycle(ports: LifecyclePorts): Lifecycle {
  const { connections, operations, rules, checks, now } = ports;
  const steps = createSteps(ports);
  const underWay = new Set<Promise<unknown>>();
  const time = () => new Date(now()).toISOString();

  /** Goes on by itself; the answer says that it has ended where that was soon. */
  function follow(operation: Operation): Promise<Operation> {
    const ended = operation.metadata.verb === 'delete' ? steps.remove(operation) : steps.settle(operation);
    underWay.add(ended);
    const forget = () => void underWay.delete(ended);
    ended.then(forget, forget);
    return checks.soon(ended, operation);
  }

  return {
    async create(name, input) {
      const parsed = await rules.parse(input, name);
      const made = time();
      const connection = { ...parsed, createTime: made, updateTime: made, connectionRevision: '1' };
      const status = { state: 'CREATING', description: '', status: '' } as const;
      if (!(await connections.insert({ ...connection, status }))) throw existing(name);
      return follow(await operations.begin(name, 'create'));
    },

    async patch(name, input, mask) {
      const before = await connections.get(name);
      if (!before) throw unknownConnection(name);
      const masked = applyUpdateMask(describeConnection(before), input, mask);
      if (!masked.ok) throw invalidConnection('The change', masked.violations);
      const parsed = await rules.parse(masked.input, name, masked.fields);
      await mustChange(ports, name, (current) => {
        checkChange(current, masked.fields);
        if (current.connectionRevision !== before.connectionRevision) throw busyConnection(current);
        return {
          ...parsed,
          status: moveStatus(current.status, { state: 'UPDATING' }),
          createTime: current.createTime,
          updateTime: time(),
          connectionRevision: String(Number(current.connectionRevision) + 1),
        };
      });
      return follow(await operations.begin(name, 'update'));
    },

    async remove(name) {
      await mustChange(ports, name, (current) => {
        if (current.lockConfig?.locked) throw lockedConnection(current);
        if (!canMove(current.status.state, 'DELETING')) throw busyConnection(current);
        return { ...current, status: moveStatus(current.status, { state: 'DELETING' }), updateTime: time() };
      });
      return follow(await operations.begin(name, 'delete'));
    },

    recover: () => recover(ports, steps, follow),

    async settle() {
      await Promise.allSettled(underWay);
    },
  };
}

async function recover(
  { connections, operations }: LifecyclePorts,
  steps: Steps,
  follow: (operation: Operation) => Promise<Operation>,
): Promise<void> {
  // A connection may have several: those before the last were carried out, and not written down.
  const unfinished = await operations.unfinished();
  const followed = new Set<Operation>();
  for (const { name, status } of await connections.all()) {
    if (!Object.hasOwn(VERBS, status.state)) continue;
    const verb = VERBS[status.state as keyof typeof VERBS];
    const known = unfinished.findLast(({ metadata }) => metadata.target === name && metadata.verb === verb);
    if (known) followed.add(known);
    void follow(known ?? (await operations.begin(name, verb)));
  }
  for (const operation of unfinished.filter((one) => !followed.has(one))) await steps.conclude(operation);
}

/** Changes a connection that there is. */
async function mustChange(
  { connections }: Pick<LifecyclePorts, 'connections'>,
  name: string,
  to: (current: Connection) => Connection,
): Promise<void> {
  if (!(await connections.change(name, to))) throw unknownConnection(name);
}

/** A locked connection can be unlocked, and nothing else. */
function checkChange(connection: Connection, fields: readonly string[]): void {
  const isUnlocking = fields.every((field) => field.split('.')[0] === 'lockConfig');
  if (connection.lockConfig?.locked && !isUnlocking) throw lockedConnection(connection);
  if (!canMove(connection.status.state, 'UPDATING')) throw busyConnection(connection);
}

function existing(name: string): ConnectorError {
  const message = `There is a connection ${name} already; change that, or choose another name.`;
  return new ConnectorError('ALREADY_EXISTS', message, { reason: 'CONNECTION_EXISTS' });
}
