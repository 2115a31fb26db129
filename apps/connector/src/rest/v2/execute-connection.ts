import {
  type EntityType,
  findEntityType,
  keyColumnsOf,
  parseSortBy,
  selectedKey,
  type SortBy,
} from '@twilio-connector/entities';
import type { Runtime } from '../../runtime.js';
import { checkConnection } from '../connection.js';
import { RestError } from '../errors.js';
import type { RestRequest } from '../request.js';
import { isValidateOnly } from './entity-request.js';
import { runAction } from './execute-action.js';
import { type Inputs, isGiven, payload, readInputs, refuse, text, whole } from './task-inputs.js';
import * as writes from './writes.js';

const MAX_SECONDS = 180;

type Operation = (call: TaskCall) => Promise<TaskOutput>;

interface TaskOutput {
  readonly connectorOutputPayload?: unknown;
  readonly nextPageToken?: string;
  readonly listEntitiesNextPageToken?: string;
}

interface TaskCall {
  readonly entities: Runtime['entities'];
  readonly entityType: EntityType;
  readonly inputs: Inputs;
  readonly validateOnly: boolean;
  readonly options: { readonly onAttempt: () => void; readonly signal: AbortSignal };
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  async LIST_ENTITIES({ entities, entityType, inputs, options }) {
    if (isGiven(inputs.entityId)) throw refuse('entityId', 'means nothing to LIST_ENTITIES; use filterClause');
    const { entities: rows, nextPageToken } = await entities.list(entityType, {
      ...options,
      conditions: text(inputs.filterClause, 'filterClause') ?? '',
      pageSize: whole(inputs.pageSize, 'pageSize'),
      pageToken: text(inputs.pageToken, 'pageToken') || undefined,
      sortBy: sortByOf(inputs.sortBy),
    });
    return {
      connectorOutputPayload: rows,
      ...(nextPageToken && { nextPageToken, listEntitiesNextPageToken: nextPageToken }),
    };
  },
  async GET_ENTITY({ entities, entityType, inputs, options }) {
    if (!isGiven(inputs.entityId)) throw refuse('entityId', 'is required');
    const target = selector(entityType, inputs);
    const id = typeof target === 'string' ? target : selectedKey(entityType, target.conditions);
    if (id === undefined) throw refuse('filterClause', `must name ${keyColumnsOf(entityType).slice(0, -1).join(', ')}`);
    return { connectorOutputPayload: (await entities.get(entityType, id, options)).entity };
  },
  async CREATE_ENTITY(call) {
    return toOutput(await writes.createEntity(writeCall(call), payload(call.inputs)));
  },
  async UPDATE_ENTITY(call) {
    return toOutput(await writes.updateEntity(writeCall(call), payload(call.inputs)));
  },
  async DELETE_ENTITY(call) {
    const answer = await writes.deleteEntity(writeCall(call));
    return answer.key === undefined ? toOutput(answer) : {};
  },
};

const EXECUTE_ACTION = 'EXECUTE_ACTION';

/** `integrations/ExecuteConnection:execute`: one operation, with the task's own names of its inputs and outputs. */
export async function executeConnection(runtime: Runtime, request: RestRequest): Promise<TaskOutput> {
  const inputs = readInputs(request.body);
  checkConnection(runtime, connectionOf(runtime, request, text(inputs.connectionName, 'connectionName')), false);
  const name = (text(inputs.operation, 'operation') ?? '').replace(/^(LIST|GET|CREATE|UPDATE|DELETE)$/, (verb) =>
    toTaskName(verb),
  );
  const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (name === 'EXECUTE_QUERY') throw new RestError('UNIMPLEMENTED', 'The operation EXECUTE_QUERY is not built yet.');
  if (!operation && name !== EXECUTE_ACTION) {
    throw refuse('operation', `must be one of ${[...Object.keys(OPERATIONS), EXECUTE_ACTION].join(', ')}`);
  }
  const seconds = whole(inputs.timeout, 'timeout');
  const signal = seconds ? limitTime(request.signal, seconds) : request.signal;
  if (!operation) {
    const action = text(inputs.action, 'action') ?? '';
    const how = { validateOnly: isValidateOnly(request), onAttempt: request.onAttempt, signal };
    const called = { name: action, parameters: payload(inputs) };
    const { results, metadata } = await runAction(runtime.actions, called, how);
    return { connectorOutputPayload: 'request' in metadata.twilio ? metadata.twilio.request : results };
  }
  const entityType = findEntityType(runtime.entities.catalog, text(inputs.entityType, 'entity') ?? '');
  return operation({
    entities: runtime.entities,
    entityType,
    inputs,
    validateOnly: isValidateOnly(request),
    options: { onAttempt: request.onAttempt, signal },
  });
}

/** No task may take longer than a call may anyway. */
function limitTime(signal: AbortSignal, seconds: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(Math.min(seconds, MAX_SECONDS) * 1000)]);
}

function toTaskName(verb: string): string {
  return verb === 'LIST' ? 'LIST_ENTITIES' : `${verb}_ENTITY`;
}

/** The connection by its short name, in the location of the call, or by its resource name; by default this server's own. */
function connectionOf({ connection: ours }: Runtime, { params }: RestRequest, name = ours.name) {
  const [, location, connection] = /^projects\/[^/]+\/locations\/([^/]+)\/connections\/([^/]+)$/.exec(name) ?? [];
  return { location: location ?? params.locationsId, connection: connection ?? name };
}

/** A column, or `Column DESC`; the task takes a list of them and sorts by one. */
function sortByOf(given: unknown): SortBy | undefined {
  if (!isGiven(given)) return undefined;
  const [first, ...others] = [given].flat();
  const sortBy = others.length === 0 ? parseSortBy(String(first)) : undefined;
  if (!sortBy) throw refuse('sortByColumns', 'takes one column, such as DateSent or "DateSent DESC"');
  return sortBy;
}

/** The entity: by its id, by a condition, or by the id below the parents that the condition names. */
function selector(entityType: EntityType, { entityId, filterClause }: Inputs) {
  const id = text(entityId, 'entityId') ?? '';
  const conditions = text(filterClause, 'filterClause') ?? '';
  if (id === '' || conditions === '') return id || { conditions };
  const [key, ...parents] = keyColumnsOf(entityType).toReversed();
  if (parents.length === 0)
    throw refuse('filterClause', `cannot be given beside entityId: ${entityType.name} has no parent`);
  return { conditions: `(${conditions}) AND ${key} = '${id.replaceAll("'", "''")}'` };
}

function writeCall({ entities, entityType, inputs, validateOnly, options }: TaskCall): writes.WriteCall {
  return { entities, entityType, target: selector(entityType, inputs), validateOnly, ...options };
}

/** Beside the row: the report of a write to many entities, or the request that would be made. */
function toOutput({ fields, metadata: { twilio } }: writes.WriteAnswer): TaskOutput {
  return { connectorOutputPayload: twilio.bulk ?? twilio.request ?? fields };
}
