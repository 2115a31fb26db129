import { operationNameOf } from '../connection.js';
import { ConnectorError } from '../../errors.js';
import { pageOf, pageParameters } from '../page.js';
import type { RestRequest } from '../request.js';
import type { Services } from '../services.js';
import { answerSchemaOperation } from './schema-operations.js';

/** `operations.get`: of connections, as they are kept; of schemas, answered anew. */
export async function getOperation(services: Services, { params, authorize }: RestRequest) {
  const known = await services.connections.longRunningOperations.get(operationNameOf(params));
  if (known) return known;
  const answered = await answerSchemaOperation(services, { params, authorize });
  if (answered) return answered;
  throw unknownOperation(params);
}

/** `operations.list`: the newest first. `filter` is `done=true` or `done=false`, or nothing for all. */
export async function listOperations({ connections }: Services, { params, query }: RestRequest) {
  const { projectsId = '', locationsId = '' } = params;
  const all = await connections.longRunningOperations.list(projectsId, locationsId);
  const [, , done] = /^\s*(done\s*[=:]\s*(true|false))?\s*$/.exec(query.get('filter') ?? '') ?? invalidFilter();
  const found = done === undefined ? all : all.filter((operation) => String(operation.done) === done);
  const { items, nextPageToken } = pageOf(found, pageParameters(query), { default: 100, max: 1000 });
  return { operations: items, ...(nextPageToken && { nextPageToken }) };
}

/** `operations.cancel`: asked for; what has ended stays as it is, and what is under way is seen through. */
export async function cancelOperation({ connections }: Services, { params }: RestRequest) {
  if (!(await connections.longRunningOperations.requestCancellation(operationNameOf(params))))
    throw unknownOperation(params);
  return {};
}

/** `operations.delete`: forgets one that has ended. */
export async function deleteOperation({ connections }: Services, { params }: RestRequest) {
  const name = operationNameOf(params);
  const operation = await connections.longRunningOperations.get(name);
  if (!operation) throw unknownOperation(params);
  if (!operation.done) {
    const message = 'The operation has not ended; wait for it before you delete it.';
    throw new ConnectorError('FAILED_PRECONDITION', message, { reason: 'OPERATION_UNDER_WAY' });
  }
  await connections.longRunningOperations.remove(name);
  return {};
}

function unknownOperation({ operationsId }: RestRequest['params']): ConnectorError {
  return new ConnectorError('NOT_FOUND', `There is no operation ${JSON.stringify(operationsId)}.`, {
    reason: 'UNKNOWN_OPERATION',
  });
}

function invalidFilter(): never {
  throw new ConnectorError('INVALID_ARGUMENT', 'The parameter filter must be done=true, done=false, or empty.', {
    reason: 'INVALID_PARAMETER',
  });
}
