import { ConnectionError } from '../violations/connection-error.js';

/**
 * From each state of a connection, the states that it may move to. What the states mean:
 * https://cloud.google.com/integration-connectors/docs/reference/rest/v1/projects.locations.connections#State
 */
export const STATE_MOVES = {
  CREATING: ['ACTIVE', 'INACTIVE', 'ERROR', 'AUTHORIZATION_REQUIRED', 'DELETING'],
  ACTIVE: ['UPDATING', 'INACTIVE', 'ERROR', 'AUTHORIZATION_REQUIRED', 'DELETING'],
  INACTIVE: ['UPDATING', 'ACTIVE', 'ERROR', 'DELETING'],
  UPDATING: ['ACTIVE', 'INACTIVE', 'ERROR', 'AUTHORIZATION_REQUIRED', 'DELETING'],
  ERROR: ['UPDATING', 'ACTIVE', 'INACTIVE', 'AUTHORIZATION_REQUIRED', 'DELETING'],
  AUTHORIZATION_REQUIRED: ['UPDATING', 'ACTIVE', 'INACTIVE', 'ERROR', 'DELETING'],
  DELETING: ['ERROR'],
} as const satisfies Record<string, readonly string[]>;

/** A state of a connection, as Google names it. A suspended connection is INACTIVE. */
export type ConnectionState = keyof typeof STATE_MOVES;

/** State of a connection, with what an operator should know about it. */
export interface ConnectionStatus {
  readonly state: ConnectionState;
  /** Why it is in this state; empty where the state says all. */
  readonly description: string;
  /** Further detail, such as the error of the system behind. */
  readonly status: string;
}

/** Every state, for schemas and forms. */
export const connectionStates = [
  'CREATING',
  'ACTIVE',
  'INACTIVE',
  'UPDATING',
  'ERROR',
  'AUTHORIZATION_REQUIRED',
  'DELETING',
] as const;

/** True when a connection may go from one state to the other. A state is no move to itself. */
export function canMove(from: ConnectionState, to: ConnectionState): boolean {
  const moves: readonly ConnectionState[] = STATE_MOVES[from];
  return moves.includes(to);
}

/**
 * The status after a move.
 *
 * @throws ConnectionError `INVALID_STATE_CHANGE` for a move that the table does not have
 */
export function moveStatus(
  current: ConnectionStatus,
  next: Partial<ConnectionStatus> & { state: ConnectionState },
): ConnectionStatus {
  if (!canMove(current.state, next.state)) {
    const moves = STATE_MOVES[current.state].join(', ');
    throw new ConnectionError(
      'INVALID_STATE_CHANGE',
      `A connection that is ${current.state} cannot become ${next.state}; from there it may become ${moves}.`,
    );
  }
  return { description: '', status: '', ...next };
}
