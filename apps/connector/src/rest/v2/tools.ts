import type { Operation } from '@twilio-connector/entities';
import { actionAccess, operationAccess } from '../../access/permissions.js';
import { ConnectorError, invalidParameter } from '../../errors.js';
import { isRecord } from '../../json/values.js';
import type { Catalog } from '../../runtime/runtime.js';
import { runTool } from '../../tools/run-tool.js';
import { describeTool, toolTargets } from '../../tools/tool-definitions.js';
import type { Body } from '../body.js';
import { defineMethod } from '../method.js';
import { PAGE, pageOf, type PageRequest } from '../page.js';
import { texts } from '../parameters.js';
import { connectionNameOf } from '../resource-names.js';
import { EXECUTION_CONFIG } from './execution-config.js';

const access = { permission: 'connectors.actions.list', audit: 'ADMIN_READ', on: 'activeCatalog' } as const;

/** One tool for each operation of each entity type, and for each action. */
export const list = defineMethod({
  ...access,
  id: 'v2.connections.tools.list',
  parameters: { ...PAGE, ...EXECUTION_CONFIG, toolNames: texts() },
  handle: (catalog, { query }) => listTools(catalog, query, query.toolNames),
});

/** The same list, with its parameters in the body. */
export const listPost = defineMethod({
  ...access,
  id: 'v2.connections.tools',
  body: ['pageSize', 'pageToken', 'toolNames', 'toolSpec', 'executionConfig'],
  handle(catalog, { body }) {
    const { toolNames = [], toolSpec } = body;
    if (!Array.isArray(toolNames) || toolNames.some((name) => typeof name !== 'string')) {
      throw invalidParameter('toolNames', 'must be a list of strings');
    }
    if (toolSpec !== undefined) {
      throw new ConnectorError('UNIMPLEMENTED', 'Custom tools are not supported. Omit toolSpec.');
    }
    return listTools(catalog, readPage(body), toolNames);
  },
});

/** Carries out the operation or action of a tool. */
export const execute = defineMethod({
  id: 'v2.connections.tools.execute',
  permission: 'none',
  audit: 'DATA_WRITE',
  on: 'runtime',
  body: ['parameters', 'toolDefinition', 'executionConfig'],
  // Depends only on the tool's name, so that a caller without permission does not learn which tools exist.
  async requirement(_services, { path, resource }) {
    const [, verb] = /^(list|get|create|update|delete)_/.exec(path.toolsId ?? '') ?? [];
    const tool =
      verb === undefined ? actionAccess(path.toolsId ?? '') : operationAccess(verb.toUpperCase() as Operation);
    return { ...tool, resource, asked: connectionNameOf(path) };
  },
  async handle(runtime, { path, body, ...context }) {
    const name = path.toolsId ?? '';
    const target = toolTargets(runtime).get(name);
    if (!target) {
      const message = `There is no tool ${JSON.stringify(name)}. Use tools.list to list the tools.`;
      throw new ConnectorError('NOT_FOUND', message, { reason: 'UNKNOWN_TOOL' });
    }
    const { parameters = {}, toolDefinition } = body;
    if (!isRecord(parameters)) throw invalidParameter('parameters', 'must be an object of names and values');
    if (toolDefinition !== undefined && (!isRecord(toolDefinition) || toolDefinition.name !== name)) {
      throw invalidParameter('toolDefinition', "must be this tool's definition from tools.list");
    }
    const { result, metadata } = await runTool(runtime, target, parameters, context);
    return { result, metadata: { twilio: metadata } };
  },
});

function readPage({ pageSize, pageToken }: Body): PageRequest {
  if (pageSize !== undefined && !Number.isInteger(pageSize)) {
    throw invalidParameter('pageSize', 'must be a whole number');
  }
  if (pageToken != null && typeof pageToken !== 'string') throw invalidParameter('pageToken', 'must be a string');
  return { pageSize: pageSize as number | undefined, pageToken: pageToken ?? undefined };
}

function listTools(catalog: Catalog, page: PageRequest, names: readonly string[]) {
  const all = [...toolTargets(catalog)].filter(([name]) => names.length === 0 || names.includes(name));
  const { items, ...rest } = pageOf(all, page);
  return { tools: items.map(([name, target]) => describeTool(name, target)), ...rest };
}
