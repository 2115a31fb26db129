import { fieldPaths, toCamelCase } from '../fields/field-paths.js';
import { NOT_SERVED_FIELDS, OUTPUT_ONLY_FIELDS } from '../fields/google-fields.js';
import { nearest } from '../violations/nearest.js';
import { connectionSchema } from '../connection/connection-schema.js';
import { shownKey } from '../violations/field-violation.js';

const isOutputOnly = (name: string | undefined): boolean => OUTPUT_ONLY_FIELDS.includes(name ?? '');

/** The fields that may be in a mask, as JSON names them. */
const WRITABLE = fieldPaths(connectionSchema).filter(({ path }) => !isOutputOnly(path[0]));
const WRITABLE_NAMES = WRITABLE.map(({ path }) => path.join('.'));

/** Google's fields that this build does not serve: they may be named, since clients name whatever they have. */
const NOT_SERVED = (NOT_SERVED_FIELDS[''] ?? []).filter((name) => !isOutputOnly(name));

/** The whole of what can be written, for `*`. */
export const writableFields = [
  ...WRITABLE.filter(({ path }) => path.length === 1).map(({ path }) => path),
  ...NOT_SERVED.map((name) => [name]),
];

/** The field that a path of a mask names, in snake_case or camelCase; or what is wrong with the path. */
export function maskPath(text: string): readonly string[] | string {
  const given = text.split('.');
  const path = given.map(toCamelCase);
  const [first = '', second] = path;
  if (isOutputOnly(first)) return `names ${shown(given)}, which only the server sets; leave it out`;
  if (NOT_SERVED.includes(first)) return [first];
  const known = WRITABLE.find((field) => field.path.join() === path.join());
  if (known) return known.path;
  const [map] = WRITABLE.filter((field) => field.kind === 'map' && field.path[0] === first);
  // A key of a map is the user's own: it is taken as it was written.
  if (map && second !== undefined) return [first, given.slice(1).join('.')];
  const list = WRITABLE.find((field) => field.kind === 'list' && path.join('.').startsWith(`${field.path.join('.')}.`));
  if (list) return `names a field inside a list, which is replaced as a whole; give ${list.path.join('.')}`;
  return `names ${shown(given)}, which is no field of a Connection; ${advice(path)}`;
}

function advice(path: readonly string[]): string {
  const meant = nearest(path.join('.'), [...WRITABLE_NAMES, ...NOT_SERVED]) ?? nearestInside(path.at(-1) ?? '');
  if (meant) return `did you mean ${meant}?`;
  return `there are ${writableFields.map(([name]) => name).join(', ')}`;
}

/** The field of that name, or nearly that, wherever it is. */
function nearestInside(name: string): string | undefined {
  const last = nearest(
    name,
    WRITABLE.flatMap(({ path }) => path.slice(-1)),
  );
  return WRITABLE.find(({ path }) => path.at(-1) === last)?.path.join('.');
}

function shown(path: readonly string[]): string {
  return path.map(shownKey).join('.');
}
