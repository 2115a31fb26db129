import { ConnectorError } from '../../errors.js';
import { defineMethod } from '../method.js';
import { PAGE, pageOf } from '../page.js';
import { ignored, text } from '../parameters.js';
import { operationNameOf } from '../resource-names.js';
import { readSchemaOperation, schemaOperationRequirement } from './schema-operations.js';

const PAGE_LIMITS = { default: 100, max: 1000 };

/** Operations on connections are stored. Operations on schemas are answered again from their id. */
export const get = defineMethod({
  id: 'v1.operations.get',
  permission: 'connectors.operations.get',
  audit: 'ADMIN_READ',
  on: 'server',
  async requirement(services, { path }) {
    const stored = await services.connections.longRunningOperations.get(operationNameOf(path));
    return stored ? undefined : schemaOperationRequirement(services, path);
  },
  async handle(services, { path }) {
    const stored = await services.connections.longRunningOperations.get(operationNameOf(path));
    const operation = stored ?? (await readSchemaOperation(services, path));
    if (operation) return operation;
    throw unknownOperation(path);
  },
});

/** Newest first. `filter` is `done=true`, `done=false` or empty for all. */
export const list = defineMethod({
  id: 'v1.operations.list',
  permission: 'connectors.operations.list',
  audit: 'ADMIN_READ',
  on: 'server',
  // All locations are on this server, so no answer is partial.
  parameters: { ...PAGE, filter: text(), returnPartialSuccess: ignored() },
  async handle({ connections }, { path, query }) {
    const { projectsId = '', locationsId = '' } = path;
    const [, , done] = /^\s*(done\s*[=:]\s*(true|false))?\s*$/.exec(query.filter ?? '') ?? invalidFilter();
    const all = await connections.longRunningOperations.list(projectsId, locationsId);
    const found = done === undefined ? all : all.filter((operation) => String(operation.done) === done);
    const { items, ...page } = pageOf(found, query, PAGE_LIMITS);
    return { operations: items, ...page };
  },
});

/** Records the request to cancel. It does not stop an operation in flight or change one that is done. */
export const cancel = defineMethod({
  id: 'v1.operations.cancel',
  permission: 'connectors.operations.cancel',
  audit: 'ADMIN_WRITE',
  on: 'server',
  async handle({ connections }, { path }) {
    const isKnown = await connections.longRunningOperations.requestCancellation(operationNameOf(path));
    if (isKnown) return {};
    throw unknownOperation(path);
  },
});

const deleteOperation = defineMethod({
  id: 'v1.operations.delete',
  permission: 'connectors.operations.delete',
  audit: 'ADMIN_WRITE',
  on: 'server',
  async handle({ connections }, { path }) {
    const name = operationNameOf(path);
    const operation = await connections.longRunningOperations.get(name);
    if (!operation) throw unknownOperation(path);
    if (!operation.done) {
      const message = 'The operation is still in progress. Wait until it is done, then delete it.';
      throw new ConnectorError('FAILED_PRECONDITION', message, { reason: 'OPERATION_UNDER_WAY' });
    }
    await connections.longRunningOperations.remove(name);
    return {};
  },
});
export { deleteOperation as delete };

function unknownOperation({ operationsId }: Readonly<Record<string, string>>): ConnectorError {
  return new ConnectorError('NOT_FOUND', `There is no operation ${JSON.stringify(operationsId)}.`, {
    reason: 'UNKNOWN_OPERATION',
  });
}

function invalidFilter(): never {
  throw new ConnectorError('INVALID_ARGUMENT', 'The parameter filter must be done=true, done=false or empty.', {
    reason: 'INVALID_PARAMETER',
  });
}
