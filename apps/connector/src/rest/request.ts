import type { Context } from 'hono';
import type { Caller } from '../access/caller.js';
import type { RequiredPermission } from '../access/permissions.js';
import { badRequest, ConnectorError, invalidParameter } from '../errors.js';

/** The largest body that is read, in bytes. */
const MAX_BODY_BYTES = 1024 * 1024;

/** What a handler gets of one request. */
export interface RestRequest {
  /** The path's parameters, decoded, by Google's names: `connectionsId`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body as a JSON object; `{}` when there is none. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Who calls. */
  readonly caller: Caller;
  /**
   * The connection or project that the call is about, by the name under which it is kept, `''` for none: whose policy let the
   * caller in. Names are resolved once: another call may change meanwhile what a name stands for.
   */
  readonly resource: string;
  /** For what only the request itself tells; then the call is about that resource. @throws ConnectorError PERMISSION_DENIED */
  readonly authorize: (required: RequiredPermission, resource: string, asked?: string) => Promise<void>;
  /** Counts a request to Twilio. */
  readonly onAttempt: () => void;
  /** Aborted when the caller goes away, or the call has taken too long; for reads only, a write is seen through. */
  readonly signal: AbortSignal;
}

/** A request of which it is not sure yet whether it is carried out. */
export type BodyRequest = Omit<RestRequest, 'signal'>;

/** Reads a body of at most 1 MiB as a JSON object. */
export async function readBody(c: Context): Promise<Record<string, unknown>> {
  const text = decode(await readBytes(c));
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    // The parser's message quotes the body, which may be private; the position is enough.
    const position = /position (\d+)/.exec(String(cause))?.[1];
    const where = position ? ` at character ${position}` : '';
    throw new ConnectorError('INVALID_ARGUMENT', `The body is not valid JSON${where}.`, { reason: 'INVALID_JSON' });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new ConnectorError('INVALID_ARGUMENT', 'The body must be a JSON object.', { reason: 'INVALID_JSON' });
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ConnectorError('INVALID_ARGUMENT', 'The body is not valid UTF-8.', { reason: 'INVALID_JSON' });
  }
}

async function readBytes(c: Context): Promise<Uint8Array> {
  const declared = Number(c.req.header('content-length') ?? 0);
  if (declared > MAX_BODY_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): ConnectorError {
  const message = `The body is larger than ${MAX_BODY_BYTES} bytes (1 MiB).`;
  return new ConnectorError('INVALID_ARGUMENT', message, { reason: 'BODY_TOO_LARGE' });
}

/** Parameters that mean one thing: given twice, one of the two would be dropped silently. */
const SINGLE_PARAMETERS = [
  'conditions',
  'pageSize',
  'pageToken',
  'view',
  'alt',
  'updateMask',
  'validateOnly',
  'explain',
  'maxRequests',
  'allowParentScan',
  'filter',
  'entityId',
  'actionId',
  'schemaAsString',
  'connectionId',
  'orderBy',
  'query',
  'force',
  'secretId',
];

/** @throws ConnectorError INVALID_ARGUMENT for a parameter that is given more than once and must not be */
export function checkParameters(query: URLSearchParams): void {
  const twice = SINGLE_PARAMETERS.find((name) => query.getAll(name).length > 1);
  if (twice) throw invalidParameter(twice, 'is given more than once');
}

/** A query parameter that is a whole number. */
export function integerParameter(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  // Google's integers may be larger than what they are good for.
  if (/^[+-]?\d+$/.test(text)) return Math.max(-1, Math.min(Number(text), Number.MAX_SAFE_INTEGER));
  throw invalidParameter(name, 'must be a whole number');
}

/** A query parameter that is `true` or `false`; `false` when it is not given. */
export function booleanParameter(query: URLSearchParams, name: string): boolean {
  return enumParameter(query, name, ['true', 'false']) === 'true';
}

/** A query parameter out of a set of words. */
export function enumParameter(query: URLSearchParams, name: string, values: readonly string[]): string | undefined {
  const text = query.get(name) || undefined;
  if (text === undefined || values.includes(text)) return text;
  throw invalidParameter(name, `must be one of ${values.join(', ')}`);
}

// A body may hold tens of thousands of unknown members; nobody reads that many refusals.
const MAX_NAMED = 20;

/** Refuses members of a body that the method does not know, by name. */
export function checkMembers(body: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  const unknown = Object.keys(body)
    .filter((name) => !known.includes(name))
    .slice(0, MAX_NAMED);
  if (unknown.length === 0) return;
  const description =
    known.length > 0 ? `is unknown here; the body takes ${known.join(', ')}` : 'is unknown: the method takes no body';
  throw new ConnectorError(
    'INVALID_ARGUMENT',
    `The body has unknown members: ${unknown.map((name) => JSON.stringify(name)).join(', ')}.`,
    {
      reason: 'UNKNOWN_FIELD',
      details: [badRequest(unknown.map((field) => ({ field, description })))],
    },
  );
}
