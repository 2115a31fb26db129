import { ConnectionError } from '../violations/connection-error.js';

/**
 * The states that a connection can move to from each state. Google's documentation of the states:
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

/** State of a connection, in Google's words. A suspended connection is INACTIVE. */
export type ConnectionState = keyof typeof STATE_MOVES;

/** State of a connection, with details for operators. */
export interface ConnectionStatus {
  readonly state: ConnectionState;
  /** Why the connection is in this state; may be empty. */
  readonly description: string;
  /** Further details, such as an error from Twilio. */
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

/** True when a connection can move from one state to the other. A state cannot move to itself. */
export function canMove(from: ConnectionState, to: ConnectionState): boolean {
  const moves: readonly ConnectionState[] = STATE_MOVES[from];
  return moves.includes(to);
}

/**
 * The status after a move to another state.
 *
 * @throws ConnectionError `INVALID_STATE_CHANGE` for a move that `STATE_MOVES` does not allow
 */
export function moveStatus(
  current: ConnectionStatus,
  next: Partial<ConnectionStatus> & { state: ConnectionState },
): ConnectionStatus {
  if (!canMove(current.state, next.state)) {
    const moves = STATE_MOVES[current.state].join(', ');
    throw new ConnectionError(
      'INVALID_STATE_CHANGE',
      `A connection in state ${current.state} cannot move to ${next.state}; it can move to ${moves}.`,
    );
  }
  return { description: '', status: '', ...next };
}
