import type { ConnectionResource } from '../connection/describe-connection.js';
import { OUTPUT_ONLY_FIELDS } from '../fields/google-fields.js';
import { isRecord, shapeOf } from '../violations/json-shape.js';
import { maskPath, writableFields } from './mask-paths.js';
import { connectionSchema } from '../connection/connection-schema.js';
import { sift } from '../fields/unknown-fields.js';
import { type FieldViolation, toFieldViolation } from '../violations/field-violation.js';

/** What to parse in place of the connection, or everything that is wrong with the mask and the patch. */
export type UpdateMaskResult =
  | {
      readonly ok: true;
      /** For `parseConnection`: the current connection with the masked fields of the patch. */
      readonly input: Record<string, unknown>;
      /** The fields that the mask names, each once, as JSON names them: `nodeConfig.minNodeCount`. */
      readonly fields: readonly string[];
    }
  | { readonly ok: false; readonly violations: readonly FieldViolation[] };

type JsonObject = Record<string, unknown>;

/**
 * Puts into a connection what a patch has of the fields that a mask names. A named field that the patch does not have goes
 * back to its default, lists are replaced whole, `*` is every field that can be written. Paths may be nested, in snake_case or
 * camelCase: https://protobuf.dev/reference/protobuf/google.protobuf/#field-mask
 */
export function applyUpdateMask(current: ConnectionResource, patch: unknown, mask: string): UpdateMaskResult {
  const violations: FieldViolation[] = [];
  const paths = readMask(mask, violations);
  const known = readPatch(patch, violations);
  if (violations.length > 0) return { ok: false, violations };
  const input = paths.reduce<JsonObject>((merged, path) => copy(merged, known, path), { ...current });
  return { ok: true, input, fields: [...new Set(paths.map((path) => path.join('.')))] };
}

function readMask(mask: string, violations: FieldViolation[]): (readonly string[])[] {
  const names = mask
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) {
    violations.push(toFieldViolation(['updateMask'], 'is empty; name the fields to change, or * for all of them'));
  }
  return names.flatMap((name) => {
    if (name === '*') return writableFields;
    const path = maskPath(name);
    if (typeof path !== 'string') return [path];
    violations.push(toFieldViolation(['updateMask'], path));
    return [];
  });
}

/** A misspelt field of the patch would reset the one that was meant, so it is refused here, whatever the mask names. */
function readPatch(patch: unknown, violations: FieldViolation[]): JsonObject {
  if (!isRecord(patch)) {
    violations.push(toFieldViolation([], `is ${shapeOf(patch)}; give an object`));
    return {};
  }
  const writable = Object.entries(patch).filter(([key]) => !OUTPUT_ONLY_FIELDS.includes(key));
  const known = sift(Object.fromEntries(writable), connectionSchema, violations);
  return isRecord(known) ? known : {};
}

/** The target with the value that the source has at a path, or without one where it has none. */
function copy(target: JsonObject, source: JsonObject, [key, ...rest]: readonly string[]): JsonObject {
  if (key === undefined) return target;
  const { [key]: before, ...others } = target;
  const given = Object.hasOwn(source, key) ? source[key] : undefined;
  // What is no object where one belongs is carried over, for the parser to refuse.
  if (rest.length === 0 || (given !== undefined && !isRecord(given))) {
    return given === undefined ? others : { ...others, [key]: given };
  }
  if (before === undefined && given === undefined) return others;
  return { ...others, [key]: copy(isRecord(before) ? before : {}, isRecord(given) ? given : {}, rest) };
}
