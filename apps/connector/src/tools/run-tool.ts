import type { CallMetadata, Operation, SortBy } from '@twilio-connector/entities';
import { invalidParameter } from '../errors.js';
import type { Runtime } from '../runtime/runtime.js';
import { listParameters } from './operation-schemas.js';
import { MAX_PAGE_SIZE } from '../rest/page.js';
import { type RestRequest } from '../rest/request.js';
import { runAction } from '../rest/v2/execute-action.js';
import type { OperationTarget, ToolTarget } from './tool-definitions.js';

interface ToolCall {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly request: Pick<RestRequest, 'onAttempt' | 'signal'>;
}

type Run = (
  entities: Runtime['entities'],
  call: ToolCall & Pick<OperationTarget, 'entityType'>,
) => Promise<{ readonly result: object; readonly metadata: CallMetadata }>;

const RUNS: Readonly<Record<Operation, Run>> = {
  async LIST(entities, { entityType, parameters, request: { onAttempt, signal } }) {
    checkNames(parameters, Object.keys(listParameters(entityType)));
    const { metadata, ...result } = await entities.list(entityType, {
      conditions: text(parameters, 'conditions') ?? '',
      pageSize: Math.min(whole(parameters, 'pageSize') ?? 0, MAX_PAGE_SIZE),
      pageToken: text(parameters, 'pageToken') || undefined,
      sortBy: sortByOf(parameters),
      onAttempt,
      signal,
    });
    return { result, metadata };
  },
  async GET(entities, { entityType, parameters, request: { onAttempt, signal } }) {
    checkNames(parameters, ['entityId']);
    const { entity, metadata } = await entities.get(entityType, entityIdOf(parameters), { onAttempt, signal });
    return { result: entity, metadata };
  },
  async CREATE(entities, { entityType, parameters, request: { onAttempt } }) {
    const { entity, metadata } = await entities.create(entityType, parameters, { onAttempt });
    return { result: entity, metadata };
  },
  async UPDATE(entities, { entityType, parameters, request: { onAttempt } }) {
    const { entityId: _, ...columns } = parameters;
    const { entity, metadata } = await entities.update(entityType, entityIdOf(parameters), columns, { onAttempt });
    return { result: entity, metadata };
  },
  async DELETE(entities, { entityType, parameters, request: { onAttempt } }) {
    checkNames(parameters, ['entityId']);
    const { metadata } = await entities.delete(entityType, entityIdOf(parameters), { onAttempt });
    return { result: {}, metadata };
  },
};

/** Carries out what a tool stands for; a write is sent once, and seen through. */
export async function runTool({ entities, actions }: Runtime, target: ToolTarget, call: ToolCall) {
  const { parameters, request } = call;
  if ('action' in target) {
    const { onAttempt, signal } = request;
    const how = { validateOnly: false, onAttempt, signal };
    const { metadata, ...result } = await runAction(actions, { name: target.action.name, parameters }, how);
    return { result, metadata };
  }
  const { entityType, operation } = target;
  const { result, metadata } = await RUNS[operation](entities, { entityType, ...call });
  return { result, metadata: { twilio: metadata } };
}

type Parameters = ToolCall['parameters'];

function entityIdOf(parameters: Parameters): string {
  const id = text(parameters, 'entityId');
  if (id) return id;
  throw invalidParameter('entityId', 'is required');
}

function sortByOf(parameters: Parameters): SortBy | undefined {
  const field = text(parameters, 'sortBy');
  const direction = text(parameters, 'sortOrder') ?? 'ASC';
  if (direction !== 'ASC' && direction !== 'DESC') throw invalidParameter('sortOrder', 'must be ASC or DESC');
  return field ? { field, direction } : undefined;
}

function text(parameters: Parameters, name: string): string | undefined {
  const value = parameters[name];
  if (value === undefined || typeof value === 'string') return value;
  throw invalidParameter(name, 'must be a text');
}

function whole(parameters: Parameters, name: string): number | undefined {
  const value = parameters[name];
  if (value === undefined || Number.isSafeInteger(value)) return value as number | undefined;
  throw invalidParameter(name, 'must be a whole number');
}

function checkNames(parameters: Parameters, known: readonly string[]): void {
  const unknown = Object.keys(parameters).find((name) => !known.includes(name));
  if (unknown !== undefined) throw invalidParameter(unknown, `is unknown to the tool; it takes ${known.join(', ')}`);
}
