import type { Resource } from '../model/resource.js';
import type { Row } from '../model/table.js';
import type { Operation } from '../twilio/operation.js';
import { toEntity } from './render.js';

interface EntityText {
  readonly operation: Operation;
  readonly path: string;
  readonly text: string;
}

/** Some 64,000 messages. */
const MAX_CHARACTERS = 64 * 1024 * 1024;

// A change replaces a row, so the text of a row never changes.
let texts = new WeakMap<Row, EntityText>();
let characters = 0;

/** Renders an entity as JSON text. It is kept for the next time, because programs read the same lists again and again. */
export function toEntityText(resource: Resource, operation: Operation, row: Row, path: string): string {
  const known = texts.get(row);
  if (known?.operation === operation && known.path === path) return known.text;
  const text = JSON.stringify(toEntity(resource, operation, row, path));
  characters += text.length;
  if (characters > MAX_CHARACTERS) {
    texts = new WeakMap();
    characters = text.length;
  }
  texts.set(row, { operation, path, text });
  return text;
}
