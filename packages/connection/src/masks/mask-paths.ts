import { fieldPaths, toCamelCase } from '../fields/field-paths.js';
import { UNSUPPORTED_FIELDS, OUTPUT_ONLY_FIELDS } from '../fields/google-fields.js';
import { nearest } from '../violations/nearest.js';
import { connectionSchema } from '../connection/connection-schema.js';
import { printableKey } from '../violations/field-violation.js';

const isOutputOnly = (name: string | undefined): boolean => OUTPUT_ONLY_FIELDS.includes(name ?? '');

/** The fields that a mask can contain, in camelCase. */
const WRITABLE = fieldPaths(connectionSchema).filter(({ path }) => !isOutputOnly(path[0]));
const WRITABLE_NAMES = WRITABLE.map(({ path }) => path.join('.'));

/** Google's fields that this build does not support. A mask can contain them, since clients list every field they know. */
const UNSUPPORTED = (UNSUPPORTED_FIELDS[''] ?? []).filter((name) => !isOutputOnly(name));

/** All writable top-level fields, for `*`. */
export const writableFields = [
  ...WRITABLE.filter(({ path }) => path.length === 1).map(({ path }) => path),
  ...UNSUPPORTED.map((name) => [name]),
];

/** Parses one path of a mask, in snake_case or camelCase. Returns the problem when the path is not valid. */
export function parseMaskPath(text: string): readonly string[] | string {
  const segments = text.split('.');
  const path = segments.map(toCamelCase);
  const [first = '', second] = path;
  if (isOutputOnly(first)) return `contains ${printable(segments)}, which only the server sets; remove it`;
  if (UNSUPPORTED.includes(first)) return [first];
  const known = WRITABLE.find((field) => field.path.join() === path.join());
  if (known) return known.path;
  const [map] = WRITABLE.filter((field) => field.kind === 'map' && field.path[0] === first);
  // The user chose the keys of a map, so they keep their spelling.
  if (map && second !== undefined) return [first, segments.slice(1).join('.')];
  const list = WRITABLE.find((field) => field.kind === 'list' && path.join('.').startsWith(`${field.path.join('.')}.`));
  if (list) return `contains a field inside a list, but lists are replaced as a whole; use ${list.path.join('.')}`;
  return `contains ${printable(segments)}, which is not a field of a Connection; ${advice(path)}`;
}

function advice(path: readonly string[]): string {
  const suggestion = nearest(path.join('.'), [...WRITABLE_NAMES, ...UNSUPPORTED]) ?? nearestInside(path.at(-1) ?? '');
  if (suggestion) return `did you mean ${suggestion}?`;
  return `expected one of ${writableFields.map(([name]) => name).join(', ')}`;
}

/** The field whose last name is the same or similar, at any depth. */
function nearestInside(name: string): string | undefined {
  const last = nearest(
    name,
    WRITABLE.flatMap(({ path }) => path.slice(-1)),
  );
  return WRITABLE.find(({ path }) => path.at(-1) === last)?.path.join('.');
}

function printable(path: readonly string[]): string {
  return path.map(printableKey).join('.');
}
