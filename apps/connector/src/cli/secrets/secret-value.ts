import { buffer } from 'node:stream/consumers';
import { readInputFile } from '../terminal/read-file.js';
import { UsageError } from '../terminal/usage-error.js';

/** Where a value is read from. It is never an argument, because other users of the machine can see those. */
export interface ValueSource {
  /** `-` is standard input. Default: a hidden prompt on a terminal, else standard input. */
  readonly dataFile?: string;
  /** Keeps the line break at the end of a single-line value. */
  readonly exact?: boolean;
}

/** The limit of Google Secret Manager. */
const MAX_BYTES = 64 * 1024;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Reads a value. Drops the line break that editors and `echo` add to a single-line value. */
export async function readSecretValue({ dataFile, exact }: ValueSource, process: NodeJS.Process): Promise<Buffer> {
  const value = await readValue(dataFile, process);
  const trimmed = exact ? value : withoutLineBreak(value);
  if (trimmed.length === 0) throw new UsageError('The secret value is empty.');
  if (trimmed.length > MAX_BYTES)
    throw new UsageError(`The secret value is ${trimmed.length} bytes long; the limit is 64 KiB.`);
  return trimmed;
}

async function readValue(dataFile: string | undefined, process: NodeJS.Process): Promise<Buffer> {
  if (dataFile !== undefined && dataFile !== '-') return readInputFile(dataFile);
  if (dataFile === undefined && process.stdin.isTTY)
    return Buffer.from(await readHidden('Secret value (hidden): ', process));
  return buffer(process.stdin);
}

/** Reads one line from a terminal without echoing it. */
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
        // In raw mode, Ctrl-C arrives as a character.
        if (character === '\u0003') return end(() => reject(new DOMException('Interrupted.', 'AbortError')));
        text = character === '\u007f' || character === '\b' ? Array.from(text).slice(0, -1).join('') : text + character;
      }
    };
    stdin.on('data', onData);
    stdin.resume();
  });
}

function withoutLineBreak(value: Buffer): Buffer {
  const first = value.indexOf(LINE_FEED);
  if (first === -1 || first !== value.length - 1) return value;
  return value.subarray(0, value[first - 1] === CARRIAGE_RETURN ? first - 1 : first);
}
