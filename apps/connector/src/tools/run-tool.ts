import type { CallMetadata, Operation, SortBy } from '@twilio-connector/entities';
import type { OperationContext } from '../calls/call.js';
import { getEntity, listEntities, type Row } from '../calls/operations/reads.js';
import { createEntity, deleteEntities, updateEntities, type WriteResult } from '../calls/operations/writes.js';
import { MAX_ITEMS_PER_ANSWER } from '../calls/page-size.js';
import { invalidParameter } from '../errors.js';
import { runAction } from '../queries/run-action.js';
import type { Runtime } from '../runtime/runtime.js';
import { listParameters } from './operation-schemas.js';
import type { ToolTarget } from './tool-definitions.js';

/** The result of a tool: a row, a page of rows or the results of an action. */
export interface ToolResult {
  readonly result: object;
  readonly metadata: Partial<CallMetadata>;
}

type Run = (
  runtime: Runtime,
  tool: { readonly entityType: string; readonly parameters: Row; readonly known: readonly string[] },
  context: OperationContext,
) => Promise<ToolResult>;

const RUNS: Readonly<Record<Operation, Run>> = {
  async LIST(runtime, { entityType, parameters, known }, context) {
    checkNames(parameters, known);
    const query = {
      entityType,
      conditions: text(parameters, 'conditions'),
      pageSize: Math.min(whole(parameters, 'pageSize') ?? 0, MAX_ITEMS_PER_ANSWER),
      pageToken: text(parameters, 'pageToken') || undefined,
      sortBy: sortByOf(parameters),
    };
    const { rows: entities, nextPageToken, metadata } = await listEntities(runtime, query, context);
    return { result: { entities, ...(nextPageToken && { nextPageToken }) }, metadata };
  },
  async GET(runtime, { entityType, parameters }, context) {
    checkNames(parameters, ['entityId']);
    const { row, metadata } = await getEntity(runtime, { entityType, id: entityIdOf(parameters) }, context);
    return { result: row, metadata };
  },
  CREATE: async (runtime, { entityType, parameters: fields }, context) =>
    toResult(await createEntity(runtime, { entityType, fields }, context)),
  async UPDATE(runtime, { entityType, parameters }, context) {
    const { entityId: _, ...fields } = parameters;
    return toResult(await updateEntities(runtime, { entityType, target: entityIdOf(parameters), fields }, context));
  },
  async DELETE(runtime, { entityType, parameters }, context) {
    checkNames(parameters, ['entityId']);
    return toResult(await deleteEntities(runtime, { entityType, target: entityIdOf(parameters) }, context));
  },
};

/** Carries out the operation or action of a tool. */
export async function runTool(
  runtime: Runtime,
  target: ToolTarget,
  parameters: Row,
  context: OperationContext,
): Promise<ToolResult> {
  if ('action' in target) {
    const outcome = await runAction(runtime, { action: target.action.name, parameters }, context);
    return outcome.kind === 'done' ? { result: { results: outcome.results }, metadata: outcome.metadata } : NOTHING;
  }
  const { entityType, operation } = target;
  const tool = { entityType: entityType.name, parameters, known: Object.keys(listParameters(entityType)) };
  return RUNS[operation](runtime, tool, context);
}

const NOTHING: ToolResult = { result: {}, metadata: {} };

/** A tool writes to a single entity and returns its row. */
function toResult(result: WriteResult): ToolResult {
  return result.kind === 'one' ? { result: result.row, metadata: result.metadata } : NOTHING;
}

function entityIdOf(parameters: Row): string {
  const id = text(parameters, 'entityId');
  if (id) return id;
  throw invalidParameter('entityId', 'is required');
}

function sortByOf(parameters: Row): SortBy | undefined {
  const field = text(parameters, 'sortBy');
  const direction = text(parameters, 'sortOrder') ?? 'ASC';
  if (direction !== 'ASC' && direction !== 'DESC') throw invalidParameter('sortOrder', 'must be ASC or DESC');
  return field ? { field, direction } : undefined;
}

function text(parameters: Row, name: string): string | undefined {
  const value = parameters[name];
  if (value === undefined || typeof value === 'string') return value;
  throw invalidParameter(name, 'must be a string');
}

function whole(parameters: Row, name: string): number | undefined {
  const value = parameters[name];
  if (value === undefined || Number.isSafeInteger(value)) return value as number | undefined;
  throw invalidParameter(name, 'must be a whole number');
}

function checkNames(parameters: Row, known: readonly string[]): void {
  const unknown = Object.keys(parameters).find((name) => !known.includes(name));
  if (unknown !== undefined) throw invalidParameter(unknown, `is unknown; the tool takes ${known.join(', ')}`);
}
