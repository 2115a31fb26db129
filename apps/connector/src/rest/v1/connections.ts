import {
  type Connection,
  type ConnectionResource,
  describeConnection,
  type FieldViolation,
  matchesQuery,
  parseConnectionFilter,
  parseOrderBy,
} from '@twilio-connector/connection';
import { connectionNameOf } from '../connection.js';
import { badRequest, ConnectorError, invalidParameter } from '../../errors.js';
import { pageOf, pageParameters } from '../page.js';
import { booleanParameter, enumParameter, type RestRequest } from '../request.js';
import type { Services } from '../services.js';

const VIEWS = ['CONNECTION_VIEW_UNSPECIFIED', 'BASIC', 'FULL'];
// Google's own default and limit are not documented; its other lists of v1 have these.
const PAGE_LIMITS = { default: 50, max: 1000 };

/** `connections.get` */
export async function getConnection({ connections }: Services, { params, resource, query }: RestRequest) {
  enumParameter(query, 'view', VIEWS);
  // The first connection is there in any project; the answer is named as it was asked for.
  return { ...describeConnection(await connections.get(resource)), name: connectionNameOf(params) };
}

/** `connections.list` */
export async function listConnections({ connections }: Services, { params, query }: RestRequest) {
  enumParameter(query, 'view', VIEWS);
  const filter = parseConnectionFilter(query.get('filter') ?? '');
  if (!filter.ok) throw invalid(filter.violations);
  const order = parseOrderBy(query.get('orderBy') ?? '');
  if (!order.ok) throw invalid(order.violations);
  const all = await listIn(connections, params);
  const found = all.map(describeConnection).filter(filter.matches).toSorted(order.compare);
  const { items, nextPageToken } = pageOf(found, pageParameters(query), PAGE_LIMITS);
  return { connections: items, ...(nextPageToken && { nextPageToken }) };
}

/** `connections.search`: those that say every word of the query, with what they offer in a few words. */
export async function searchConnections({ connections }: Services, { params, query }: RestRequest) {
  const words = query.get('query') ?? '';
  if (words.trim() === '') throw invalidParameter('query', 'is required');
  const found = (await listIn(connections, params)).map(describeConnection).filter((one) => matchesQuery(one, words));
  const { items, nextPageToken } = pageOf(found, pageParameters(query), PAGE_LIMITS);
  return {
    connections: items.map((connection: ConnectionResource) => ({ connection })),
    ...(nextPageToken && { nextPageToken }),
  };
}

/** `connections.create` */
export function createConnection({ connections }: Services, { params, query, body }: RestRequest) {
  const id = query.get('connectionId') ?? '';
  if (id === '') throw invalidParameter('connectionId', 'is required: the name that the connection gets');
  return connections.create(connectionNameOf({ ...params, connectionsId: id }), body);
}

/** `connections.patch` */
export function patchConnection({ connections }: Services, { resource, query, body }: RestRequest) {
  return connections.patch(resource, body, query.get('updateMask') ?? '');
}

/** `connections.delete`: nothing is below a connection, so that there is nothing to force. */
export function deleteConnection({ connections }: Services, { resource, query }: RestRequest) {
  booleanParameter(query, 'force');
  return connections.remove(resource);
}

function listIn(connections: Services['connections'], params: RestRequest['params']): Promise<readonly Connection[]> {
  const { projectsId = '', locationsId = '' } = params;
  if (projectsId !== '-') return connections.list(projectsId, locationsId);
  throw new ConnectorError('INVALID_ARGUMENT', 'A list of connections is that of one project; name it.', {
    reason: 'INVALID_PATH',
  });
}

function invalid(violations: readonly FieldViolation[]): ConnectorError {
  const sentences = violations.map(({ description }) => description).join(' ');
  return new ConnectorError('INVALID_ARGUMENT', sentences, {
    reason: 'INVALID_PARAMETER',
    details: [badRequest(violations)],
  });
}
