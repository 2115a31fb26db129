import { type Connection, type ConnectionStatus, describeConnection, moveStatus } from '@twilio-connector/connection';
import type { Store } from '../store/store.js';
import type { ConnectionTable } from './connection-table.js';
import type { LongRunningOperation, LongRunningOperationTable, Outcome } from './long-running-operations.js';
import type { RuntimePool } from './runtime-pool.js';
import { type CheckStatus, checkToStatus } from './status-check.js';

export interface StateTransitionPorts {
  readonly connections: ConnectionTable;
  readonly longRunningOperations: LongRunningOperationTable;
  readonly runtimePool: Pick<RuntimePool, 'release'>;
  readonly checkStatus: CheckStatus;
  /** Called with a connection that was created or changed, before it is checked. */
  readonly onChanged: (connection: Connection) => void;
  /** Removes the access policy of a connection within the transaction that removes the connection. */
  readonly removePolicy: (name: string, transaction: Store) => Promise<void>;
  /** Called after a connection has been removed. */
  readonly onRemoved: (name: string) => void;
  /** Called with unexpected errors. */
  readonly onError: (error: unknown) => void;
}

/**
 * The work that follows a stored change, now or after a restart. Each transition ends its long-running operation in the
 * transaction that stores the connection's new state, so that neither can be lost without the other.
 */
export interface StateTransitions {
  /** Ends a create or update: checks the connection at Twilio, unless it is suspended, and stores its new state. */
  settle(operation: LongRunningOperation): Promise<LongRunningOperation>;
  /** Ends a delete: drains in-flight calls, then removes the connection and its policy. */
  remove(operation: LongRunningOperation): Promise<LongRunningOperation>;
  /** Ends a long-running operation whose work was done before a restart. */
  conclude(operation: LongRunningOperation): Promise<LongRunningOperation>;
}

/** The state of a connection while a change is in progress, by the verb of its long-running operation. */
export const IN_PROGRESS_STATES = { create: 'CREATING', update: 'UPDATING', delete: 'DELETING' } as const;

const CONNECTION_TYPE = 'type.googleapis.com/google.cloud.connectors.v1.Connection';
const EMPTY = { response: { '@type': 'type.googleapis.com/google.protobuf.Empty' } };
// Codes of google.rpc.Code.
const ABORTED = 10;
const INTERNAL = 13;
const FAILURE = 'The connector failed. See its log.';

export function createStateTransitions(ports: StateTransitionPorts): StateTransitions {
  type Transition = (ports: StateTransitionPorts, operation: LongRunningOperation) => Promise<LongRunningOperation>;
  const failSafe = (transition: Transition) => async (operation: LongRunningOperation) => {
    try {
      return await transition(ports, operation);
    } catch (error) {
      ports.onError(error);
      return fail(ports, operation).catch((failure: unknown) => {
        // Not even the failure can be stored. The connection stays in progress, and the lifecycle resumes the operation.
        ports.onError(failure);
        return operation;
      });
    }
  };
  return { settle: failSafe(settle), remove: failSafe(remove), conclude: (operation) => conclude(ports, operation) };
}

async function settle(ports: StateTransitionPorts, { name, metadata: { target } }: LongRunningOperation) {
  const { connections, longRunningOperations, runtimePool, checkStatus, onChanged } = ports;
  const connection = await connections.get(target);
  if (!connection) return longRunningOperations.end(name, deletedMeanwhile(target));
  onChanged(connection);
  const { suspended: isSuspended } = connection;
  const status: Pick<ConnectionStatus, 'state'> & Partial<ConnectionStatus> = isSuspended
    ? { state: 'INACTIVE' }
    : checkToStatus(await checkStatus(connection));
  await connections.change(
    target,
    // A change or a delete that came meanwhile takes precedence.
    (current) =>
      isUnchanged(current, connection) ? { ...current, status: moveStatus(current.status, status) } : undefined,
    // A suspended connection has to drain first.
    async (transaction, changed) => isSuspended || longRunningOperations.end(name, succeeded(changed), transaction),
  );
  if (isSuspended) await runtimePool.release(target);
  const latest = await connections.get(target);
  return longRunningOperations.end(name, latest ? succeeded(latest) : deletedMeanwhile(target));
}

async function remove(ports: StateTransitionPorts, { name, metadata: { target } }: LongRunningOperation) {
  const { connections, longRunningOperations, runtimePool, removePolicy, onRemoved } = ports;
  await runtimePool.release(target);
  await connections.remove(target, async (transaction) => {
    await removePolicy(target, transaction);
    await longRunningOperations.end(name, EMPTY, transaction);
  });
  onRemoved(target);
  return longRunningOperations.end(name, EMPTY);
}

/** Moves the connection to ERROR, from where it can be changed and deleted; otherwise it would be busy until a restart. */
async function fail({ connections, longRunningOperations }: StateTransitionPorts, operation: LongRunningOperation) {
  const { name, metadata } = operation;
  const state = IN_PROGRESS_STATES[metadata.verb as keyof typeof IN_PROGRESS_STATES];
  const outcome: Outcome = { error: { code: INTERNAL, message: FAILURE } };
  await connections.change(
    metadata.target,
    (current) =>
      current.status.state === state
        ? { ...current, status: moveStatus(current.status, { state: 'ERROR', description: FAILURE }) }
        : undefined,
    (transaction) => longRunningOperations.end(name, outcome, transaction),
  );
  return longRunningOperations.end(name, outcome);
}

async function conclude(
  { connections, longRunningOperations }: StateTransitionPorts,
  { name, metadata: { target, verb } }: LongRunningOperation,
) {
  // A connection of the same name was created after the delete.
  if (verb === 'delete') return longRunningOperations.end(name, EMPTY);
  const connection = await connections.get(target);
  return longRunningOperations.end(name, connection ? succeeded(connection) : deletedMeanwhile(target));
}

/** Whether a connection was neither changed nor deleted since it was read. */
export function isUnchanged(current: Connection, since: Connection): boolean {
  return current.status.state === since.status.state && isSameRevision(current, since);
}

/** The same, whatever its state. A connection that was created again starts at the first revision. */
export function isSameRevision(current: Connection, since: Connection): boolean {
  return current.connectionRevision === since.connectionRevision && current.createTime === since.createTime;
}

/** The outcome of an operation that has created or changed a connection. */
export function succeeded(connection: Connection): Outcome {
  return { response: { '@type': CONNECTION_TYPE, ...describeConnection(connection) } };
}

function deletedMeanwhile(name: string): Outcome {
  return { error: { code: ABORTED, message: `Connection ${name} was deleted before this operation ended.` } };
}
