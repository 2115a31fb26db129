import { type Connection, type ConnectionStatus, describeConnection, moveStatus } from '@twilio-connector/connection';
import { type Checks, statusOf } from './status-check.js';
import type { ConnectionTable } from './connection-table.js';
import type { Operation, OperationTable, Outcome } from './long-running-operations.js';
import type { Runtimes } from './runtime-pool.js';

/** What the steps of a connection's life stand on. */
export interface StepPorts {
  readonly connections: ConnectionTable;
  readonly operations: OperationTable;
  readonly runtimes: Runtimes;
  readonly checks: Checks;
  /** Told of a connection that is gone. */
  readonly onRemoved: (name: string) => Promise<void>;
  /** Told of errors that nobody foresaw. */
  readonly onError: (error: unknown) => void;
}

/** What is done after a change was written down, now or after a restart: each ends its operation. */
export interface Steps {
  /** Asks Twilio, unless the connection is suspended, and keeps what came of it as the connection's state. */
  settle(operation: Operation): Promise<Operation>;
  /** Lets the work under way end, then forgets the connection. */
  remove(operation: Operation): Promise<Operation>;
  /** Ends an operation that a process had carried out and not written down. */
  conclude(operation: Operation): Promise<Operation>;
}

const CONNECTION_TYPE = 'type.googleapis.com/google.cloud.connectors.v1.Connection';
const EMPTY = { response: { '@type': 'type.googleapis.com/google.protobuf.Empty' } };
// Of google.rpc.Code.
const ABORTED = 10;
const INTERNAL = 13;

export function createSteps(ports: StepPorts): Steps {
  const { operations, onError } = ports;
  const carryOut = (step: (ports: StepPorts, name: string) => Promise<Outcome>) => async (operation: Operation) => {
    const outcome = await step(ports, operation.metadata.target).catch((error: unknown): Outcome => {
      onError(error);
      return { error: { code: INTERNAL, message: 'The connector failed; its log says why.' } };
    });
    return operations.end(operation.name, outcome);
  };
  return {
    settle: carryOut(settle),
    remove: carryOut(remove),
    conclude: async (operation) => operations.end(operation.name, await conclusionOf(ports, operation)),
  };
}

async function settle({ connections, runtimes, checks }: StepPorts, name: string): Promise<Outcome> {
  const connection = await connections.get(name);
  if (!connection) return gone(name);
  const status: Pick<ConnectionStatus, 'state'> & Partial<ConnectionStatus> = connection.suspended
    ? { state: 'INACTIVE' }
    : statusOf(await checks.ask(connection));
  const settled = await connections.change(name, (current) =>
    // Changed or deleted meanwhile: that has the last word.
    isSame(current, connection) && current.status.state === connection.status.state
      ? { ...current, status: moveStatus(current.status, status) }
      : undefined,
  );
  if (connection.suspended) await runtimes.release(name);
  const answered = settled ?? (await connections.get(name));
  return answered ? made(answered) : gone(name);
}

async function remove({ connections, runtimes, onRemoved }: StepPorts, name: string): Promise<Outcome> {
  await runtimes.release(name);
  await onRemoved(name);
  await connections.remove(name);
  return EMPTY;
}

async function conclusionOf({ connections }: StepPorts, { metadata }: Operation): Promise<Outcome> {
  const { target, verb } = metadata;
  // What is there now was made after the delete.
  if (verb === 'delete') return EMPTY;
  const connection = await connections.get(target);
  return connection ? made(connection) : gone(target);
}

function isSame(one: Connection, other: Connection): boolean {
  return one.connectionRevision === other.connectionRevision && one.createTime === other.createTime;
}

function made(connection: Connection): Outcome {
  return { response: { '@type': CONNECTION_TYPE, ...describeConnection(connection) } };
}

function gone(name: string): Outcome {
  return aborted(`The connection ${name} was deleted meanwhile.`);
}

function aborted(message: string): Outcome {
  return { error: { code: ABORTED, message } };
}
