import {
  type EntityType,
  findEntityType,
  keyColumnsOf,
  parseSortBy,
  selectedKey,
  type SortBy,
} from '@twilio-connector/entities';
import { type Access, actionAccess, operationAccess, QUERY_ACCESS } from '../../access/permissions.js';
import type { OperationContext } from '../../calls/call.js';
import { getEntity, listEntities } from '../../calls/operations/reads.js';
import { createEntity, deleteEntities, updateEntities, type WriteResult } from '../../calls/operations/writes.js';
import { runAction } from '../../queries/run-action.js';
import { explainQuery, runQuery } from '../../queries/run-query.js';
import type { Runtime } from '../../runtime/runtime.js';
import { RowList } from '../../json/row-list.js';
import { toWriteAnswer } from '../v2/write-answer.js';
import { type Inputs, invalidInput, isGiven, readPayload, readText, readWhole } from './inputs.js';

/** The outputs of the task. */
export interface TaskOutput {
  readonly connectorOutputPayload?: unknown;
  readonly nextPageToken?: string;
  readonly listEntitiesNextPageToken?: string;
}

/** An operation of the task. */
interface TaskOperation {
  readonly access: (inputs: Inputs) => Access;
  readonly run: (runtime: Runtime, inputs: Inputs, how: TaskContext) => Promise<TaskOutput>;
}

type TaskContext = OperationContext & { readonly isDryRun: boolean };

/** The operations of the task, by the task's names. */
export const TASK_OPERATIONS = {
  LIST_ENTITIES: {
    access: () => operationAccess('LIST'),
    async run(runtime, inputs, context) {
      if (isGiven(inputs.entityId))
        throw invalidInput('entityId', 'is not an input of LIST_ENTITIES; use filterClause');
      const query = {
        entityType: entityTypeName(inputs),
        conditions: readText(inputs.filterClause, 'filterClause'),
        pageSize: readWhole(inputs.pageSize, 'pageSize'),
        pageToken: readText(inputs.pageToken, 'pageToken') || undefined,
        sortBy: readSortBy(inputs.sortBy),
      };
      const { rows, nextPageToken } = await listEntities(runtime, query, context);
      return {
        connectorOutputPayload: new RowList(rows),
        ...(nextPageToken && { nextPageToken, listEntitiesNextPageToken: nextPageToken }),
      };
    },
  },
  GET_ENTITY: {
    access: () => operationAccess('GET'),
    async run(runtime, inputs, context) {
      const id = isGiven(inputs.entityId) ? readTarget(runtime, inputs) : undefined;
      if (typeof id !== 'string') throw invalidInput('entityId', 'is required');
      const { row } = await getEntity(runtime, { entityType: entityTypeName(inputs), id }, context);
      return { connectorOutputPayload: row };
    },
  },
  CREATE_ENTITY: {
    access: () => operationAccess('CREATE'),
    async run(runtime, inputs, { isDryRun, ...context }) {
      const write = { entityType: entityTypeName(inputs), fields: readPayload(inputs), isDryRun };
      return toOutput('CREATE', await createEntity(runtime, write, context));
    },
  },
  UPDATE_ENTITY: {
    access: ({ entityId }) => operationAccess('UPDATE', !isGiven(entityId)),
    async run(runtime, inputs, { isDryRun, ...context }) {
      const fields = readPayload(inputs);
      const write = { entityType: entityTypeName(inputs), target: readTarget(runtime, inputs), fields, isDryRun };
      return toOutput('UPDATE', await updateEntities(runtime, write, context));
    },
  },
  DELETE_ENTITY: {
    access: ({ entityId }) => operationAccess('DELETE', !isGiven(entityId)),
    async run(runtime, inputs, { isDryRun, ...context }) {
      const write = { entityType: entityTypeName(inputs), target: readTarget(runtime, inputs), isDryRun };
      const result = await deleteEntities(runtime, write, context);
      return result.kind === 'one' ? {} : toOutput('DELETE', result);
    },
  },
  EXECUTE_ACTION: {
    access: ({ action }) => actionAccess(readText(action, 'action') ?? ''),
    async run(runtime, inputs, { isDryRun, ...context }) {
      const request = { action: readText(inputs.action, 'action') ?? '', parameters: readPayload(inputs), isDryRun };
      const outcome = await runAction(runtime, request, context);
      return { connectorOutputPayload: outcome.kind === 'done' ? outcome.results : outcome.request };
    },
  },
  EXECUTE_QUERY: {
    access: () => QUERY_ACCESS,
    async run(runtime, inputs, { isDryRun, ...context }) {
      const maxRows = readWhole(inputs.pageSize, 'pageSize') || undefined;
      const query = { sql: readText(inputs.query, 'query') ?? '', maxRows };
      if (isDryRun) return { connectorOutputPayload: await explainQuery(runtime, query, context) };
      const { rows } = await runQuery(runtime, query, context);
      return { connectorOutputPayload: new RowList(rows) };
    },
  },
} as const satisfies Readonly<Record<string, TaskOperation>>;

export type TaskOperationName = keyof typeof TASK_OPERATIONS;

/** The written row, the report of a bulk write, or the request of a dry run. */
function toOutput(operation: 'CREATE' | 'UPDATE' | 'DELETE', result: WriteResult): TaskOutput {
  const { fields, metadata } = toWriteAnswer(operation, result);
  return { connectorOutputPayload: metadata.twilio.bulk ?? metadata.twilio.request ?? fields };
}

function entityTypeName({ entityType }: Inputs): string {
  return readText(entityType, 'entity') ?? '';
}

/** Reads a column, or `Column DESC`. The task accepts a list, but only one column is supported. */
function readSortBy(given: unknown): SortBy | undefined {
  if (!isGiven(given)) return undefined;
  const [first, ...others] = [given].flat();
  const sortBy = others.length === 0 ? parseSortBy(String(first)) : undefined;
  if (!sortBy) throw invalidInput('sortByColumns', 'must be one column, such as DateSent or "DateSent DESC"');
  return sortBy;
}

/** Reads the target: an id, a condition, or an id together with a condition that names the entity's parents. */
function readTarget({ entities }: Runtime, inputs: Inputs): string | { readonly conditions: string } {
  const id = readText(inputs.entityId, 'entityId') ?? '';
  const conditions = readText(inputs.filterClause, 'filterClause') ?? '';
  const entityType = findEntityType(entities.catalog, entityTypeName(inputs));
  if (id === '') return { conditions };
  return conditions === '' ? id : idBelowParents(entityType, id, conditions);
}

function idBelowParents(entityType: EntityType, id: string, conditions: string): string {
  const [key, ...parents] = keyColumnsOf(entityType).toReversed();
  if (parents.length === 0) {
    throw invalidInput('filterClause', `cannot be combined with entityId: ${entityType.name} has no parent`);
  }
  // The id is part of the condition, so the clause can never select more than this entity.
  const selected = selectedKey(entityType, `(${conditions}) AND ${key} = '${id.replaceAll("'", "''")}'`);
  if (selected !== undefined) return selected;
  throw invalidInput('filterClause', `must name only ${parents.join(', ')} if entityId is set`);
}
