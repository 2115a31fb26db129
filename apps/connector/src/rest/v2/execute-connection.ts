import {
  type EntityType,
  findEntityType,
  keyColumnsOf,
  type Operation as EntityOperation,
  parseSortBy,
  selectedKey,
  type SortBy,
} from '@twilio-connector/entities';
import { ACTION_PERMISSION, type Permission, permissionOfOperation } from '../../access/permissions.js';
import { resourceOfPath } from '../../access/resource-names.js';
import { FIRST_CONNECTION } from '../../connections/first-connection.js';
import type { Runtime } from '../../runtime/runtime.js';
import { ConnectorError } from '../../errors.js';
import type { BodyRequest, RestRequest } from '../request.js';
import type { Services } from '../services.js';
import { isValidateOnly } from './entity-request.js';
import { runAction } from './execute-action.js';
import { type Inputs, isGiven, payload, readInputs, refuse, text, whole } from './task-inputs.js';
import * as writes from './writes.js';

const MAX_SECONDS = 180;

/** What each is to an entity type; an action is none of it. */
const VERBS = {
  LIST_ENTITIES: 'LIST',
  GET_ENTITY: 'GET',
  CREATE_ENTITY: 'CREATE',
  UPDATE_ENTITY: 'UPDATE',
  DELETE_ENTITY: 'DELETE',
  EXECUTE_ACTION: undefined,
} as const satisfies Readonly<Record<string, EntityOperation | undefined>>;

type TaskOperation = keyof typeof VERBS;
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

const OPERATIONS: Readonly<Record<Exclude<TaskOperation, 'EXECUTE_ACTION'>, Operation>> = {
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
    const id = selector(entityType, inputs);
    if (typeof id !== 'string') throw refuse('entityId', 'is required');
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

/** Asks for what the operation takes, on the connection that the task names. */
export async function authorizeTask({ connections }: Services, request: BodyRequest): Promise<void> {
  const inputs = readInputs(request.body);
  const asked = connectionOf(request, text(inputs.connectionName, 'connectionName'));
  await request.authorize(permissionOf(operationOf(inputs), inputs), await connections.resolve(asked), asked);
}

/** `integrations/ExecuteConnection:execute`: one operation, with the task's own names of its inputs and outputs. */
export async function executeConnection({ connections }: Services, request: RestRequest): Promise<TaskOutput> {
  const inputs = readInputs(request.body);
  const operation = operationOf(inputs);
  const connection = await connections.get(request.resource);
  return connections.use(connection, (runtime) => run(runtime, { operation, inputs }, request));
}

/** The operation, also by its short name: `LIST` is `LIST_ENTITIES`. */
function operationOf(inputs: Inputs): TaskOperation {
  const name = (text(inputs.operation, 'operation') ?? '').replace(/^(LIST|GET|CREATE|UPDATE|DELETE)$/, toTaskName);
  if (name === 'EXECUTE_QUERY')
    throw new ConnectorError('UNIMPLEMENTED', 'The operation EXECUTE_QUERY is not built yet.');
  if (Object.hasOwn(VERBS, name)) return name as TaskOperation;
  throw refuse('operation', `must be one of ${Object.keys(VERBS).join(', ')}`);
}

/** With a condition in place of an id it is the method for many, whose permission is another. */
function permissionOf(operation: TaskOperation, { entityId }: Inputs): Permission {
  const verb = VERBS[operation];
  return verb === undefined ? ACTION_PERMISSION : permissionOfOperation(verb, !isGiven(entityId));
}

function run(
  runtime: Runtime,
  { operation, inputs }: { readonly operation: TaskOperation; readonly inputs: Inputs },
  request: RestRequest,
): Promise<TaskOutput> {
  const seconds = whole(inputs.timeout, 'timeout');
  const signal = seconds ? limitTime(request.signal, seconds) : request.signal;
  const validateOnly = isValidateOnly(request);
  if (operation === 'EXECUTE_ACTION') return runTaskAction(runtime, inputs, { ...request, signal });
  const entityType = findEntityType(runtime.entities.catalog, text(inputs.entityType, 'entity') ?? '');
  const options = { onAttempt: request.onAttempt, signal };
  return OPERATIONS[operation]({ entities: runtime.entities, entityType, inputs, validateOnly, options });
}

async function runTaskAction({ actions }: Runtime, inputs: Inputs, request: RestRequest): Promise<TaskOutput> {
  const { onAttempt, signal } = request;
  const how = { validateOnly: isValidateOnly(request), onAttempt, signal };
  const called = { name: text(inputs.action, 'action') ?? '', parameters: payload(inputs) };
  const { results, metadata } = await runAction(actions, called, how);
  return { connectorOutputPayload: 'request' in metadata.twilio ? metadata.twilio.request : results };
}

/** No task may take longer than a call may anyway. */
function limitTime(signal: AbortSignal, seconds: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(Math.min(seconds, MAX_SECONDS) * 1000)]);
}

function toTaskName(verb: string): string {
  return verb === 'LIST' ? 'LIST_ENTITIES' : `${verb}_ENTITY`;
}

/** The connection by its short name, in the project and location of the call, or by its resource name; by default the first one. */
function connectionOf({ params }: BodyRequest, name = FIRST_CONNECTION): string {
  if (/^projects\/[^/]+\/locations\/[^/]+\/connections\/[^/]+$/.test(name)) return name;
  return resourceOfPath({ ...params, connectionsId: name });
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
  // With an id it is one entity, whatever the clause says, and however it ends.
  const one = selectedKey(entityType, `(${conditions}) AND ${key} = '${id.replaceAll("'", "''")}'`);
  if (one === undefined)
    throw refuse('filterClause', `must name ${parents.join(', ')} beside entityId, and nothing else`);
  return one;
}

function writeCall({ entities, entityType, inputs, validateOnly, options }: TaskCall): writes.WriteCall {
  return { entities, entityType, target: selector(entityType, inputs), validateOnly, ...options };
}

/** Beside the row: the report of a write to many entities, or the request that would be made. */
function toOutput({ fields, metadata: { twilio } }: writes.WriteAnswer): TaskOutput {
  return { connectorOutputPayload: twilio.bulk ?? twilio.request ?? fields };
}
