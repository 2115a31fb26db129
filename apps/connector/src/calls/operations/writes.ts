import {
  type BulkOptions,
  type CallMetadata,
  entityIdOf,
  type EntityType,
  type Explanation,
  findEntityType,
  selectedKey,
  type TwilioRequest,
} from '@twilio-connector/entities';
import type { Runtime } from '../../runtime/runtime.js';
import type { CallSubject, OperationContext } from '../call.js';
import { type BulkReport, toCompleteReport } from './bulk-report.js';
import { entityName } from './entity-names.js';
import type { Row } from './reads.js';

type Entities = Pick<Runtime, 'entities'>;

/** A write to an entity type. */
export interface Write {
  readonly entityType: string;
  /** Checks everything and sends nothing. */
  readonly isDryRun?: boolean | undefined;
}

/** A write to one entity by its key, or to all that match a condition if the connection allows bulk writes. */
export interface TargetedWrite extends Write {
  readonly target: string | { readonly conditions: string };
  readonly onProgress?: BulkOptions['onProgress'] | undefined;
}

/** The result of a write. */
export type WriteResult =
  | {
      readonly kind: 'one';
      readonly entityType: EntityType;
      readonly key?: string;
      readonly row: Row;
      readonly metadata: CallMetadata;
    }
  | { readonly kind: 'many'; readonly report: BulkReport; readonly metadata: CallMetadata }
  | { readonly kind: 'dry run'; readonly plan: WritePlan };

/** The request to Twilio that a write would send. For a bulk write: the request for each entity, without its key. */
export interface WritePlan {
  readonly request: TwilioRequest;
  /** How a bulk write would find its entities. */
  readonly finds?: Explanation;
}

// The signal of a call never ends a write that was sent. It ends a bulk write between two entities.

/** CREATE */
export async function createEntity(
  { entities }: Entities,
  { entityType: name, isDryRun, fields }: Write & { readonly fields: Row },
  { onSubject, origin, onAttempt }: OperationContext,
): Promise<WriteResult> {
  const entityType = findEntityType(entities.catalog, name);
  const subject = { operation: 'CREATE', entityType: name } as const;
  onSubject(subject, { fields });
  if (isDryRun) return { kind: 'dry run', plan: { request: entities.validateOnly.create(entityType, fields) } };
  const { entity, metadata } = await entities.create(entityType, fields, { origin, onAttempt });
  const key = entityIdOf(entityType, entity);
  if (key !== undefined) onSubject({ ...subject, entity: entityName(name, key) }, { fields });
  return { kind: 'one', entityType, row: entity, metadata, ...(key !== undefined && { key }) };
}

/** UPDATE of one entity, or of all that match a condition. */
export async function updateEntities(
  { entities }: Entities,
  write: TargetedWrite & { readonly fields: Row },
  { onSubject, origin, onAttempt, signal, reserve }: OperationContext,
): Promise<WriteResult> {
  const { isDryRun, fields, onProgress } = write;
  const { entityType, key, query } = readTarget(entities, write);
  onSubject(subjectOf('UPDATE', entityType, isDryRun ? undefined : key), { target: write.target, fields });
  if (key === undefined) {
    if (isDryRun) return { kind: 'dry run', plan: entities.validateOnly.updateMany(entityType, query, fields) };
    return toCompleteReport(
      await entities.updateMany(entityType, query, fields, { origin, onAttempt, signal, reserve, onProgress }),
    );
  }
  if (isDryRun) return { kind: 'dry run', plan: { request: entities.validateOnly.update(entityType, key, fields) } };
  const { entity, metadata } = await entities.update(entityType, key, fields, { origin, onAttempt });
  return { kind: 'one', entityType, key, row: entity, metadata };
}

/** DELETE of one entity, or of all that match a condition. */
export async function deleteEntities(
  { entities }: Entities,
  write: TargetedWrite,
  { onSubject, origin, onAttempt, signal, reserve }: OperationContext,
): Promise<WriteResult> {
  const { isDryRun, onProgress } = write;
  const { entityType, key, query } = readTarget(entities, write);
  onSubject(subjectOf('DELETE', entityType, isDryRun ? undefined : key), { target: write.target });
  if (key === undefined) {
    if (isDryRun) return { kind: 'dry run', plan: entities.validateOnly.deleteMany(entityType, query) };
    return toCompleteReport(
      await entities.deleteMany(entityType, query, { origin, onAttempt, signal, reserve, onProgress }),
    );
  }
  if (isDryRun) return { kind: 'dry run', plan: { request: entities.validateOnly.delete(entityType, key) } };
  const { metadata } = await entities.delete(entityType, key, { origin, onAttempt });
  return { kind: 'one', entityType, key, row: {}, metadata };
}

/** A dry run writes no entity. */
function subjectOf(operation: 'UPDATE' | 'DELETE', { name }: EntityType, key: string | undefined): CallSubject {
  return { operation, entityType: name, ...(key !== undefined && { entity: entityName(name, key) }) };
}

function readTarget(entities: Runtime['entities'], { entityType: name, target }: TargetedWrite) {
  const entityType = findEntityType(entities.catalog, name);
  if (typeof target === 'string') return { entityType, key: target, query: { conditions: '' } };
  return { entityType, key: selectedKey(entityType, target.conditions), query: target };
}
