import { type EntityType, findEntityType } from '@twilio-connector/entities';
import type { Runtime } from '../../runtime/runtime.js';
import { connectionNameOf } from '../connection.js';
import { badRequest, ConnectorError } from '../../errors.js';
import { booleanParameter, checkMembers, type RestRequest } from '../request.js';
import type { WriteCall } from './writes.js';

/** The entity type that the path names. */
export function entityTypeOf({ entities }: Runtime, { params }: RestRequest): EntityType {
  return findEntityType(entities.catalog, params.entityTypesId ?? '');
}

/** The entity that the path names, by its key. */
export function entityId({ params }: RestRequest): string {
  return params.entitiesId ?? '';
}

/** The resource name of an entity of the entity type that the path names; none where it has no key to be asked for by. */
export function named({ params }: RestRequest, key: string | undefined): { readonly name?: string } {
  if (key === undefined) return {};
  // Encoded, so that the name of an entity below another is a path that names it: `entities/MM…%2FME…`.
  const id = encodeURIComponent(key);
  return { name: `${connectionNameOf(params)}/entityTypes/${params.entityTypesId}/entities/${id}` };
}

/** The columns and values of a body. */
export function readFields({ body }: RestRequest): Readonly<Record<string, unknown>> {
  checkMembers(body, ['name', 'fields', 'metadata']);
  const { fields = {} } = body;
  if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return fields as Record<string, unknown>;
  throw new ConnectorError('INVALID_ARGUMENT', 'The member "fields" must be an object of columns and values.', {
    reason: 'INVALID_INPUT',
    details: [badRequest([{ field: 'fields', description: 'must be an object of columns and values' }])],
  });
}

/** Whether a write is only to be checked. A parameter of ours: Google's methods have none. */
export function isValidateOnly({ query }: RestRequest): boolean {
  return booleanParameter(query, 'validateOnly');
}

/** A write to what the path or the conditions name. */
export function writeCall(runtime: Runtime, request: RestRequest, target: WriteCall['target']): WriteCall {
  const { onAttempt, signal } = request;
  const { entities } = runtime;
  const entityType = entityTypeOf(runtime, request);
  return { entities, entityType, target, validateOnly: isValidateOnly(request), onAttempt, signal };
}
