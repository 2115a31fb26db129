import type { Operation } from '@twilio-connector/entities';
import { ACTION_PERMISSION, permissionOfOperation } from '../../access/permissions.js';
import type { Catalog, Runtime } from '../../runtime/runtime.js';
import { connectionNameOf } from '../connection.js';
import { ConnectorError, invalidParameter } from '../../errors.js';
import { pageOf, pageParameters, type PageRequest } from '../page.js';
import { type BodyRequest, checkMembers, type RestRequest } from '../request.js';
import { describeTool, toolTargets } from '../../tools/tool-definitions.js';
import { runTool } from '../../tools/run-tool.js';

/** `tools.list`: one tool for each operation of each entity type, and for each action. */
export function listTools(catalog: Catalog, { query }: RestRequest) {
  return answerPage(catalog, pageParameters(query), query.getAll('toolNames'));
}

/** `connections.tools`: the same, asked in a body. */
export function listToolsPost(catalog: Catalog, { body }: RestRequest) {
  checkMembers(body, ['pageSize', 'pageToken', 'toolNames', 'toolSpec', 'executionConfig']);
  const { pageSize, pageToken = null, toolNames = [], toolSpec } = body;
  if (pageSize !== undefined && !Number.isInteger(pageSize))
    throw invalidParameter('pageSize', 'must be a whole number');
  if (pageToken !== null && typeof pageToken !== 'string') throw invalidParameter('pageToken', 'must be a text');
  if (!Array.isArray(toolNames) || toolNames.some((name) => typeof name !== 'string')) {
    throw invalidParameter('toolNames', 'must be a list of texts');
  }
  if (toolSpec !== undefined) {
    throw new ConnectorError('UNIMPLEMENTED', 'Tools of your own (toolSpec) are not built yet; leave toolSpec out.');
  }
  return answerPage(catalog, { pageSize: pageSize as number | undefined, pageToken }, toolNames);
}

/** Asks for what a tool takes, by its name alone: of one that there is not, who may not use it learns nothing. */
export async function authorizeTool(_services: unknown, { params, resource, authorize }: BodyRequest): Promise<void> {
  const [, verb] = /^(list|get|create|update|delete)_/.exec(params.toolsId ?? '') ?? [];
  const permission = verb === undefined ? ACTION_PERMISSION : permissionOfOperation(verb.toUpperCase() as Operation);
  await authorize(permission, resource, connectionNameOf(params));
}

/** `tools.execute`: one operation, whose result is the row itself, or one action. */
export async function executeTool(runtime: Runtime, request: RestRequest) {
  const { body, params } = request;
  checkMembers(body, ['parameters', 'toolDefinition', 'executionConfig']);
  const { parameters = {}, toolDefinition } = body;
  const name = params.toolsId ?? '';
  const target = toolTargets(runtime).get(name);
  if (!target) {
    const message = `There is no tool ${JSON.stringify(name)}; tools.list names those that there are.`;
    throw new ConnectorError('NOT_FOUND', message, { reason: 'UNKNOWN_TOOL' });
  }
  if (!isObject(parameters)) throw invalidParameter('parameters', 'must be an object of names and values');
  if (toolDefinition !== undefined && (!isObject(toolDefinition) || toolDefinition.name !== name)) {
    throw invalidParameter('toolDefinition', 'must be that of the tool, as tools.list answers it');
  }
  return runTool(runtime, target, { parameters, request });
}

function answerPage(catalog: Catalog, page: PageRequest, names: readonly string[]) {
  const all = [...toolTargets(catalog)].filter(([name]) => names.length === 0 || names.includes(name));
  const { items, nextPageToken } = pageOf(all, page);
  return {
    tools: items.map(([name, target]) => describeTool(name, target)),
    ...(nextPageToken && { nextPageToken }),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
