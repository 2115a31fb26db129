import { invalidParameter } from '../../errors.js';
import type { Runtime } from '../../runtime/runtime.js';
import { checkMembers, type RestRequest } from '../request.js';
import { readFields, writeCall } from './entity-request.js';
import { deleteEntity, updateEntity } from './writes.js';

/** `entities.updateEntitiesWithConditions`: of one entity as Google's page shows it, of many where the connection allows. */
export async function updateEntitiesWithConditions(runtime: Runtime, request: RestRequest) {
  const fields = readFields(request);
  const call = writeCall(runtime, request, { conditions: requiredConditions(request) });
  const { fields: response, metadata } = await updateEntity(call, fields);
  return { response, metadata };
}

/** `entities.deleteEntitiesWithConditions`: likewise. Google's answer to a delete is empty; ours is where there is nothing to report. */
export async function deleteEntitiesWithConditions(runtime: Runtime, request: RestRequest) {
  checkMembers(request.body, []);
  const call = writeCall(runtime, request, { conditions: requiredConditions(request) });
  const { key, metadata } = await deleteEntity(call);
  return key === undefined ? { metadata } : {};
}

function requiredConditions({ query }: RestRequest): string {
  const conditions = query.get('conditions') ?? '';
  if (conditions.trim() !== '') return conditions;
  throw invalidParameter('conditions', "must not be empty: name the entity, such as Sid = '…'");
}
