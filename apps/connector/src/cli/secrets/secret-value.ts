import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { UsageError } from '../terminal/usage-error.js';

/** Where a value is read from: never an argument, which whoever is on the machine can read. */
export interface ValueSource {
  /** `-` is standard input. Default: a prompt that shows nothing on a terminal, standard input elsewhere. */
  readonly dataFile?: string;
  /** Keeps the line break at the end of a value of one line. */
  readonly exact?: boolean;
}

/** Secret Manager's own limit. */
const MAX_BYTES = 64 * 1024;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Reads a value. A value of one line comes without the break behind it, which editors and `echo` add. */
export async function readSecretValue({ dataFile, exact }: ValueSource, process: NodeJS.Process): Promise<Buffer> {
  const value = await readValue(dataFile, process);
  const trimmed = exact ? value : withoutBreak(value);
  if (trimmed.length === 0) throw new UsageError('The value is empty.');
  if (trimmed.length > MAX_BYTES)
    throw new UsageError(`The value has ${trimmed.length} bytes; a secret has at most 64 KiB.`);
  return trimmed;
}

async function readValue(dataFile: string | undefined, process: NodeJS.Process): Promise<Buffer> {
  if (dataFile !== undefined && dataFile !== '-') {
    try {
      return readFileSync(dataFile);
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
      throw new UsageError(`The file ${dataFile} cannot be read (${code}).`, { cause });
    }
  }
  if (dataFile === undefined && process.stdin.isTTY)
    return Buffer.from(await readHidden('Value (not shown): ', process));
  return buffer(process.stdin);
}

/** What is typed or pasted on a terminal, without showing it, up to the end of the line. */
function readHidden(prompt: string, { stdin, stderr }: Pick<NodeJS.Process, 'stdin' | 'stderr'>): Promise<string> {
  stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  return new Promise<string>((resolve, reject) => {
    let text = '';
    const end = (settle: () => void) => {
      stdin.off('data', onData);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      settle();
    };
    const onData = (typed: string) => {
      for (const character of typed) {
        if (character === '\r' || character === '\n' || character === '\u0004') return end(() => resolve(text));
        // In this mode the terminal hands Ctrl-C on as what was typed.
        if (character === '\u0003') return end(() => reject(new DOMException('Interrupted.', 'AbortError')));
        text = character === '\u007f' || character === '\b' ? Array.from(text).slice(0, -1).join('') : text + character;
      }
    };
    stdin.on('data', onData);
    stdin.resume();
  });
}

function withoutBreak(value: Buffer): Buffer {
  const first = value.indexOf(LINE_FEED);
  if (first === -1 || first !== value.length - 1) return value;
  return value.subarray(0, value[first - 1] === CARRIAGE_RETURN ? first - 1 : first);
}
