import { text } from 'node:stream/consumers';
import { isRecord } from '../../json/values.js';
import { readInputFile } from './read-file.js';
import { UsageError } from './usage-error.js';

/** Reads a JSON object from a file, or from standard input for `-`. */
export async function readJson(
  file: string,
  { stdin }: Pick<NodeJS.Process, 'stdin'>,
): Promise<Record<string, unknown>> {
  const json = file === '-' ? await text(stdin) : readInputFile(file).toString('utf8');
  const where = file === '-' ? 'Standard input' : `The file ${file}`;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    // The parser's message quotes the input, which may contain a secret.
    const position = /position (\d+)/.exec(String(cause))?.[1];
    throw new UsageError(`${where} is not valid JSON${position ? ` at character ${position}` : ''}.`);
  }
  if (isRecord(value)) return { ...value };
  throw new UsageError(`${where} must contain a JSON object.`);
}

/**
 * Reads settings such as `nodeConfig.minNodeCount=3` into a patch and its field paths. A value that is not valid JSON is a
 * text.
 */
export function readSettings(settings: readonly string[]): {
  readonly patch: Readonly<Record<string, unknown>>;
  readonly paths: readonly string[];
} {
  const patch: Record<string, unknown> = {};
  const paths = settings.map((setting) => {
    const [, path = '', text = ''] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
    if (path === '') throw new UsageError('--set must be field=value, such as nodeConfig.minNodeCount=3.');
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
  const inner = isRecord(before) ? { ...before } : {};
  place(inner, rest, value);
  define(target, key, inner);
}

/** Unlike an assignment, this also adds a member named `__proto__`, which the connector then refuses. */
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
