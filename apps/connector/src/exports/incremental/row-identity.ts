import { hash } from 'node:crypto';
import { type EntityType, entityIdOf, keyColumnsOf } from '@twilio-connector/entities';
import type { ExportColumn } from '../formats/columns.js';
import type { Row } from '../formats/encoder.js';

/** 128 bits: among a billion rows, two have the same one by chance with a probability of 1 to 10^20. */
const HASH_LENGTH = 32;

/** The columns in which another value means that the entity has changed. */
export function comparedColumns({ fields }: EntityType, columns: readonly ExportColumn[]): readonly ExportColumn[] {
  return columns.filter(({ name }) => !fields[name]?.perRequest);
}

/** A hash of a row's values in some columns. */
export function contentHash(row: Row, columns: readonly Pick<ExportColumn, 'name'>[]): string {
  const values = columns.map(({ name }) => row[name] ?? null);
  return hash('sha256', JSON.stringify(values)).slice(0, HASH_LENGTH);
}

/**
 * Returns the key of a row. Entities without one are identified by their content: a change is a deletion and a new row.
 *
 * @param isTaken whether another row of the same run has the key, which is possible only for such entities
 */
export function rowKey(
  entityType: EntityType,
  row: Row,
  { content, isTaken }: { readonly content: string; readonly isTaken: (key: string) => boolean },
): string {
  const id = entityIdOf(entityType, row);
  if (id !== undefined) return id;
  let key = content;
  for (let copy = 2; isTaken(key); copy += 1) key = `${content}-${copy}`;
  return key;
}

/** The columns that a key consists of, to describe a row that is gone. */
export function keyToColumns(entityType: EntityType, key: string): Row {
  if (entityIdOf(entityType, {}) === undefined) return {};
  const names = keyColumnsOf(entityType);
  const last = names.length - 1;
  const parts = key.split('/');
  return Object.fromEntries(
    names.map((name, index) => [name, index === last ? parts.slice(last).join('/') : parts[index]]),
  );
}
