import {
  applyUpdateMask,
  canMove,
  type Connection,
  describeConnection,
  moveStatus,
} from '@twilio-connector/connection';
import { unknownConnection } from '../access/resource-names.js';
import type { ChangePorts } from './changes-in-progress.js';
import { busyConnection, changedConnection, invalidConnection, lockedConnection } from './connection-errors.js';
import type { ConnectionValidator } from './connection-validation.js';
import { IN_PROGRESS_STATES, isSameRevision } from './state-transitions.js';

export interface PlanPorts extends Pick<ChangePorts, 'connections' | 'now'> {
  readonly validator: Pick<ConnectionValidator, 'parse'>;
}

/** Compares a connection with what it would become. The change fails if the connection is changed meanwhile. */
export type CheckChange = (before: Connection, after: Connection) => Promise<void>;

interface PatchRequest {
  readonly input: unknown;
  /** Google's `updateMask`. */
  readonly mask: string;
  /** Throws if the caller may not make this change. */
  readonly check: CheckChange | undefined;
}

/** A validated change of a connection. */
interface PlannedPatch {
  readonly before: Connection;
  /** Applies the change to the connection as it is now. Throws if it cannot be changed now, or was changed since `before`. */
  readonly apply: (current: Connection) => Connection;
}

/** Validates changes, and works out what the connections become, in the state of a change in progress. */
export interface PlannedChanges {
  /** @throws ConnectorError INVALID_ARGUMENT with all violations */
  create(name: string, input: unknown): Promise<Connection>;
  /** @throws ConnectorError INVALID_ARGUMENT with all violations; NOT_FOUND */
  patch(name: string, request: PatchRequest): Promise<PlannedPatch>;
}

export function createPlannedChanges({ connections, validator, now }: PlanPorts): PlannedChanges {
  const time = () => new Date(now()).toISOString();
  return {
    async create(name, input) {
      const parsed = await validator.parse(input, name);
      const createTime = time();
      const status = { state: IN_PROGRESS_STATES.create, description: '', status: '' };
      return { ...parsed, createTime, updateTime: createTime, connectionRevision: '1', status };
    },

    async patch(name, { input, mask, check }) {
      const before = await connections.get(name);
      if (!before) throw unknownConnection(name);
      const masked = applyUpdateMask(describeConnection(before), input, mask);
      if (!masked.ok) throw invalidConnection('The change', masked.violations);
      const parsed = await validator.parse(masked.input, name, masked.fields);
      await check?.(before, parsed);
      const apply = (current: Connection): Connection => {
        checkChange(current, masked.fields);
        if (!isSameRevision(current, before)) throw changedConnection();
        return {
          ...parsed,
          status: moveStatus(current.status, { state: IN_PROGRESS_STATES.update }),
          createTime: current.createTime,
          updateTime: time(),
          connectionRevision: String(Number(current.connectionRevision) + 1),
        };
      };
      return { before, apply };
    },
  };
}

/** A locked connection can be unlocked, but not changed in any other way. */
function checkChange(connection: Connection, fields: readonly string[]): void {
  const isUnlock = fields.every((field) => field.split('.')[0] === 'lockConfig');
  if (connection.lockConfig?.locked && !isUnlock) throw lockedConnection(connection);
  if (!canMove(connection.status.state, IN_PROGRESS_STATES.update)) throw busyConnection(connection);
}
