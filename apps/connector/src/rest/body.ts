import type { Context } from 'hono';
import { badRequest, ConnectorError, invalidMember } from '../errors.js';
import type { Bindings } from './bindings.js';
import { isNestedTooDeep, isRecord, MAX_JSON_LEVELS } from '../json/values.js';

/** A request body: a JSON object. */
export type Body = Readonly<Record<string, unknown>>;

/** The maximum size of a body. */
const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Reads a body of at most 1 MiB as a JSON object. An empty body is `{}`.
 *
 * @param onBytes called with the size of the body so far; may throw to refuse the rest
 * @throws ConnectorError INVALID_ARGUMENT
 */
export async function readBody(c: Context, onBytes?: (size: number) => void): Promise<Body> {
  const text = decode(await readBytes(c, onBytes));
  if (text.trim() === '') return {};
  if (isNestedTooDeep(text)) {
    const message = `The body is nested more than ${MAX_JSON_LEVELS} levels deep. Send JSON with at most ${MAX_JSON_LEVELS} levels.`;
    throw new ConnectorError('INVALID_ARGUMENT', message, { reason: 'INVALID_JSON' });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    // The parser's message quotes the body, which may be private, so only the position is shown.
    const position = /position (\d+)/.exec(String(cause))?.[1];
    const where = position ? ` at character ${position}` : '';
    throw new ConnectorError('INVALID_ARGUMENT', `The body is not valid JSON${where}.`, { reason: 'INVALID_JSON' });
  }
  if (isRecord(value)) return value;
  throw new ConnectorError('INVALID_ARGUMENT', 'The body must be a JSON object.', { reason: 'INVALID_JSON' });
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ConnectorError('INVALID_ARGUMENT', 'The body is not valid UTF-8.', { reason: 'INVALID_JSON' });
  }
}

async function readBytes(c: Context, onBytes?: (size: number) => void): Promise<Uint8Array> {
  if (hasNoBody(c)) return NOTHING;
  const declared = Number(c.req.header('content-length') ?? 0);
  if (declared > MAX_BODY_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    onBytes?.(size);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const NOTHING = new Uint8Array();

/** Asking the request for its body would make a `Request` of it, which takes longer than anything else that reading it does. */
function hasNoBody({ env }: Context): boolean {
  const { incoming } = (env ?? {}) as Bindings;
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = incoming?.headers ?? {
    'content-length': '',
  };
  return length === '0' && encoding === undefined;
}

function tooLarge(): ConnectorError {
  const message = `The body is larger than ${MAX_BODY_BYTES} bytes (1 MiB).`;
  return new ConnectorError('INVALID_ARGUMENT', message, { reason: 'BODY_TOO_LARGE' });
}

// A body can have tens of thousands of unknown members. The error lists only the first ones.
const MAX_NAMED = 20;

/** Refuses a body with members that its method does not know. @throws ConnectorError INVALID_ARGUMENT */
export function checkMembers(body: Body, known: readonly string[]): void {
  const unknown = Object.keys(body)
    .filter((name) => !known.includes(name))
    .slice(0, MAX_NAMED);
  if (unknown.length === 0) return;
  const description =
    known.length > 0 ? `is unknown; the body takes ${known.join(', ')}` : 'is unknown; this method takes no body';
  throw new ConnectorError(
    'INVALID_ARGUMENT',
    `The body has unknown members: ${unknown.map((name) => JSON.stringify(name)).join(', ')}.`,
    {
      reason: 'UNKNOWN_FIELD',
      details: [badRequest(unknown.map((field) => ({ field, description })))],
    },
  );
}

/**
 * Reads a member of a body that is an object; `{}` if it is absent.
 *
 * @param content the content of the object for the error message: `columns and values`
 * @throws ConnectorError INVALID_ARGUMENT
 */
export function objectMember(body: Body, name: string, content: string): Body {
  const { [name]: value = {} } = body;
  if (isRecord(value)) return value;
  throw invalidMember(name, `must be an object of ${content}`);
}
