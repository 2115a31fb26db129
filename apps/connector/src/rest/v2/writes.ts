import { type CallMetadata, entityIdOf, type EntityType, keyOf } from '@twilio-connector/entities';
import { selectedKey, type TwilioRequest } from '@twilio-connector/entities';
import type { Runtime } from '../../runtime/runtime.js';
import { type BulkAnswer, toBulkAnswer } from './bulk-answer.js';

type Row = Readonly<Record<string, unknown>>;

/** What a write is about, and how it is made. */
export interface WriteCall {
  readonly entities: Runtime['entities'];
  readonly entityType: EntityType;
  /** The key, or a condition: on the key, or on anything else where the connection allows bulk writes. */
  readonly target: string | { readonly conditions: string };
  /** Checks everything, and sends nothing. */
  readonly validateOnly: boolean;
  readonly onAttempt: () => void;
  /** Ends a write to many entities between two of them; one that has begun is seen through. */
  readonly signal: AbortSignal;
}

/** What became of a write: what Google shows of the row, and what there is to say of it. */
export interface WriteAnswer {
  readonly key?: string;
  readonly fields: Row;
  readonly metadata: { readonly twilio: Partial<CallMetadata> & { readonly bulk?: BulkAnswer } & Partial<Checked> };
}

/** The request to Twilio that would be made; of a write to many entities one for each, whose key is open. */
interface Checked {
  readonly request: TwilioRequest;
}

/** Makes an entity. */
export async function createEntity(
  { entities, entityType, validateOnly, onAttempt }: Omit<WriteCall, 'target' | 'signal'>,
  input: Row,
): Promise<WriteAnswer> {
  if (validateOnly) return toCheck({ request: entities.validateOnly.create(entityType, input) });
  const { entity, metadata } = await entities.create(entityType, input, { onAttempt });
  const key = entityIdOf(entityType, entity);
  return {
    ...(key !== undefined && { key }),
    fields: shown(entityType, 'CREATE', entity),
    metadata: { twilio: metadata },
  };
}

/** Changes one entity, or many. */
export async function updateEntity(call: WriteCall, input: Row): Promise<WriteAnswer> {
  const { entities, entityType, validateOnly, onAttempt, signal } = call;
  const { key, query } = targetOf(call);
  if (key === undefined) {
    if (validateOnly) return toCheck(entities.validateOnly.updateMany(entityType, query, input));
    return fromBulk(toBulkAnswer(await entities.updateMany(entityType, query, input, { onAttempt, signal })));
  }
  if (validateOnly) return toCheck({ request: entities.validateOnly.update(entityType, key, input) });
  const { entity, metadata } = await entities.update(entityType, key, input, { onAttempt });
  return { key, fields: shown(entityType, 'UPDATE', entity), metadata: { twilio: metadata } };
}

/** Deletes one entity, or many. */
export async function deleteEntity(call: WriteCall): Promise<WriteAnswer> {
  const { entities, entityType, validateOnly, onAttempt, signal } = call;
  const { key, query } = targetOf(call);
  if (key === undefined) {
    if (validateOnly) return toCheck(entities.validateOnly.deleteMany(entityType, query));
    return fromBulk(toBulkAnswer(await entities.deleteMany(entityType, query, { onAttempt, signal })));
  }
  if (validateOnly) return toCheck({ request: entities.validateOnly.delete(entityType, key) });
  const { metadata } = await entities.delete(entityType, key, { onAttempt });
  return { key, fields: {}, metadata: { twilio: metadata } };
}

function targetOf({ entityType, target }: WriteCall) {
  if (typeof target === 'string') return { key: target, query: { conditions: '' } };
  return { key: selectedKey(entityType, target.conditions), query: target };
}

function toCheck(plan: Checked): WriteAnswer {
  return { fields: {}, metadata: { twilio: { requests: 0, ...plan } } };
}

function fromBulk({ metadata, ...bulk }: BulkAnswer & { readonly metadata: CallMetadata }): WriteAnswer {
  return { fields: {}, metadata: { twilio: { ...metadata, bulk } } };
}

/** The key, unless the declaration says otherwise. */
function shown(entityType: EntityType, operation: 'CREATE' | 'UPDATE', row: Row): Row {
  const key = keyOf(entityType);
  const names = entityType.answer?.[operation] ?? (key === undefined ? [] : [key]);
  return Object.fromEntries(names.map((name) => [name, row[name]]));
}
