import type { Resource } from '../model/resource.js';
import type { Row } from '../model/row.js';
import type { Operation } from '../twilio/operation.js';
import { toEntity } from './render.js';

interface Entity {
  readonly operation: Operation;
  readonly path: string;
  readonly bytes: Buffer;
}

/** Some 200,000 messages. */
const MAX_BYTES = 192 * 1024 * 1024;

// A change replaces a row, so the bytes of a row never change.
let entities = new WeakMap<Row, Entity>();
let size = 0;

/**
 * Renders an entity as JSON. That of a stored row is kept for the next time, because programs read the same lists again and
 * again. A row that was computed for one answer never comes again.
 */
export function toEntityBytes(
  resource: Resource,
  operation: Operation,
  row: Row,
  { path, isStored }: { readonly path: string; readonly isStored: () => boolean },
): Buffer {
  const known = entities.get(row);
  if (known?.operation === operation && known.path === path) return known.bytes;
  const bytes = Buffer.from(JSON.stringify(toEntity(resource, operation, row, path)));
  if (!isStored()) return bytes;
  size += bytes.length;
  if (size > MAX_BYTES) {
    entities = new WeakMap();
    size = bytes.length;
  }
  entities.set(row, { operation, path, bytes });
  return bytes;
}
