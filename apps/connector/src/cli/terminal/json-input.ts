import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { UsageError } from './usage-error.js';

/** Reads a JSON object from a file, or from standard input for `-`. */
export async function readJson(
  file: string,
  { stdin }: Pick<NodeJS.Process, 'stdin'>,
): Promise<Record<string, unknown>> {
  const json = file === '-' ? await text(stdin) : readText(file);
  const where = file === '-' ? 'Standard input' : `The file ${file}`;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    // The parser's message quotes what it read; the position is enough.
    const position = /position (\d+)/.exec(String(cause))?.[1];
    throw new UsageError(`${where} is not valid JSON${position ? ` at character ${position}` : ''}.`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new UsageError(`${where} must hold a JSON object.`);
}

/** Reads a file. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new UsageError(`The file ${file} cannot be read (${code}).`, { cause });
  }
}

/**
 * The object, and the paths, that texts like `nodeConfig.minNodeCount=3` mean. A value that is JSON is read as such; any other
 * is a text.
 */
export function readSettings(settings: readonly string[]): {
  readonly patch: object;
  readonly paths: readonly string[];
} {
  const patch: Record<string, unknown> = {};
  const paths = settings.map((setting) => {
    const [, path = '', text = ''] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
    if (path === '') throw new UsageError(`--set must be field=value, such as nodeConfig.minNodeCount=3.`);
    place(patch, path.split('.'), parse(text));
    return path;
  });
  return { patch, paths };
}

function place(target: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    define(target, key, value);
    return;
  }
  const before = Object.hasOwn(target, key) ? target[key] : undefined;
  const inner = typeof before === 'object' && before !== null ? { ...before } : {};
  place(inner, rest, value);
  define(target, key, inner);
}

/** A member even where its name is `__proto__`, for the connector to refuse. */
function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
