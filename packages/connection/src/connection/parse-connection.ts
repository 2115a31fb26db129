import type { ConfigVariableTemplate } from '../templates/config-variable-template.js';
import { toConnectionError } from '../violations/connection-error.js';
import { OUTPUT_ONLY_FIELDS } from '../fields/google-fields.js';
import { isRecord } from '../violations/json-shape.js';
import { type Connection, connectionSchema, createConnectionSchema } from './connection-schema.js';
import { removeUnknownFields } from '../fields/unknown-fields.js';
import { type FieldViolation, toFieldViolation } from '../violations/field-violation.js';

/** Options of `parseConnection`. */
export interface ParseConnectionOptions {
  /** The connection's name from the request URL; replaces the name in the input. */
  name?: string;
  /**
   * How to treat fields that only the server sets. `keep` (default) reads them, as for a stored connection; `ignore` drops
   * them, as Google does in client requests.
   */
  outputOnly?: 'keep' | 'ignore';
  /** Templates of the known variables. Default: the variables of this build. */
  templates?: readonly ConfigVariableTemplate[];
}

/** A valid connection, or all violations of the input. */
export type ParseConnectionResult =
  | { readonly ok: true; readonly connection: Connection }
  | { readonly ok: false; readonly violations: readonly FieldViolation[] };

/** Parses a Connection in Google's shape: fills in defaults, or reports all violations at once. Does no I/O. */
export function parseConnection(input: unknown, options: ParseConnectionOptions = {}): ParseConnectionResult {
  const schema = options.templates ? createConnectionSchema(options.templates) : connectionSchema;
  const violations: FieldViolation[] = [];
  const known = removeUnknownFields(applyOptions(input, options), schema, violations);
  const result = schema.safeParse(known);
  if (result.success && violations.length === 0) return { ok: true, connection: result.data };
  const found = result.error?.issues.map(({ path, message }) => toFieldViolation(path, message)) ?? [];
  return { ok: false, violations: [...violations, ...found] };
}

/**
 * The same, for callers that cannot continue with an invalid connection.
 *
 * @throws ConnectionError `INVALID_CONNECTION` with all violations
 */
export function parseConnectionOrThrow(input: unknown, options?: ParseConnectionOptions): Connection {
  const result = parseConnection(input, options);
  if (result.ok) return result.connection;
  throw toConnectionError('INVALID_CONNECTION', 'The connection is not valid', result.violations);
}

function applyOptions(input: unknown, { name, outputOnly }: ParseConnectionOptions): unknown {
  if (!isRecord(input)) return input;
  const fields = Object.entries(input).filter(([key]) => outputOnly !== 'ignore' || !OUTPUT_ONLY_FIELDS.includes(key));
  return Object.fromEntries(name === undefined ? fields : [...fields, ['name', name]]);
}
