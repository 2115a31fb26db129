import type { ConnectionResource } from '../connection/describe-connection.js';
import { OUTPUT_ONLY_FIELDS } from '../fields/google-fields.js';
import { isRecord, shapeOf } from '../violations/json-shape.js';
import { parseMaskPath, writableFields } from './mask-paths.js';
import { connectionSchema } from '../connection/connection-schema.js';
import { removeUnknownFields } from '../fields/unknown-fields.js';
import { type FieldViolation, toFieldViolation } from '../violations/field-violation.js';

/** The patched connection, not yet parsed, or all violations of the mask and the patch. */
export type UpdateMaskResult =
  | {
      readonly ok: true;
      /** For `parseConnection`: the current connection with the masked fields of the patch. */
      readonly input: Record<string, unknown>;
      /** The fields in the mask, without duplicates, in camelCase: `nodeConfig.minNodeCount`. */
      readonly fields: readonly string[];
    }
  | { readonly ok: false; readonly violations: readonly FieldViolation[] };

type JsonObject = Record<string, unknown>;

/**
 * Applies the masked fields of a patch to a connection. A masked field that the patch does not set returns to its default,
 * lists are replaced as a whole, and `*` stands for every writable field. Paths may be nested, in snake_case or camelCase:
 * https://protobuf.dev/reference/protobuf/google.protobuf/#field-mask
 */
export function applyUpdateMask(current: ConnectionResource, patch: unknown, mask: string): UpdateMaskResult {
  const violations: FieldViolation[] = [];
  const paths = readMask(mask, violations);
  const known = readPatch(patch, violations);
  if (violations.length > 0) return { ok: false, violations };
  const input = paths.reduce<JsonObject>((merged, path) => copyPath(merged, known, path), { ...current });
  return { ok: true, input, fields: [...new Set(paths.map((path) => path.join('.')))] };
}

function readMask(mask: string, violations: FieldViolation[]): (readonly string[])[] {
  const names = mask
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) {
    violations.push(toFieldViolation(['updateMask'], 'is empty; list the fields to change, or use * for all fields'));
  }
  return names.flatMap((name) => {
    if (name === '*') return writableFields;
    const path = parseMaskPath(name);
    if (typeof path !== 'string') return [path];
    violations.push(toFieldViolation(['updateMask'], path));
    return [];
  });
}

/** Rejects unknown fields even outside the mask: a misspelt field in the patch would reset the intended field. */
function readPatch(patch: unknown, violations: FieldViolation[]): JsonObject {
  if (!isRecord(patch)) {
    violations.push(toFieldViolation([], `is ${shapeOf(patch)}; expected an object`));
    return {};
  }
  const writable = Object.entries(patch).filter(([key]) => !OUTPUT_ONLY_FIELDS.includes(key));
  const known = removeUnknownFields(Object.fromEntries(writable), connectionSchema, violations);
  return isRecord(known) ? known : {};
}

/** Returns the target with the source's value at the path; without a value there when the source has none. */
function copyPath(target: JsonObject, source: JsonObject, [key, ...rest]: readonly string[]): JsonObject {
  if (key === undefined) return target;
  const { [key]: current, ...others } = target;
  const patched = Object.hasOwn(source, key) ? source[key] : undefined;
  // A value that should be an object but is not is copied, so that the parser rejects it.
  if (rest.length === 0 || (patched !== undefined && !isRecord(patched))) {
    return patched === undefined ? others : { ...others, [key]: patched };
  }
  if (current === undefined && patched === undefined) return others;
  return { ...others, [key]: copyPath(isRecord(current) ? current : {}, isRecord(patched) ? patched : {}, rest) };
}
