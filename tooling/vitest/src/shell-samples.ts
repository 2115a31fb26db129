import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';

/** A block of commands in a page, and the output that the page shows for it. */
export interface Sample {
  /** The line of the page where the block begins. */
  readonly line: number;
  readonly commands: string;
  readonly shown: string | undefined;
}

const FENCE = /^```(\w*)\n(.*?)^```$/gms;
/** Before a block that cannot run in a test; the reason is for the reader of the page's source. */
const NOT_RUN = /<!-- not run: [^>]+ -->\s*$/;

/**
 * The shell blocks of a page. A block without a language that follows one directly shows its output.
 *
 * @param includesNotRun whether blocks are included that the page declares as not run
 */
export function samplesOf(page: string, includesNotRun = false): readonly Sample[] {
  const blocks = [...page.matchAll(FENCE)].map((match) => ({
    language: match[1] ?? '',
    text: match[2] ?? '',
    begin: match.index,
    end: match.index + match[0].length,
  }));
  return blocks.flatMap(({ language, text, begin, end }, index) => {
    if (language !== 'sh' || (!includesNotRun && NOT_RUN.test(page.slice(0, begin)))) return [];
    const next = blocks[index + 1];
    const isShown = next && next.language === '' && page.slice(end, next.begin).trim() === '';
    return [{ line: page.slice(0, begin).split('\n').length, commands: text, shown: isShown ? next.text : undefined }];
  });
}

/** What the commands of a sample printed, and the first of them that failed. */
export interface Outcome {
  readonly output: string;
  readonly failed: string | undefined;
}

/** The environment of a server for samples: free ports, and the time around which the pages show data. */
export const SERVER_ENV = { PORT: '0', PG_PORT: 'off', SIMULATOR_PORT: '0', SIMULATOR_NOW: '2026-11-30T09:00:00Z' };

/** The addresses of a running server in place of those that the pages show. */
export interface Addresses {
  /** The variables by which commands find the server and its simulator. */
  readonly ports: { readonly PORT: string; readonly SIMULATOR_PORT: string };
  toActual(text: string): string;
  toShown(text: string): string;
}

/** @param banner what the server printed when it was ready */
export function addressesIn(banner: string): Addresses {
  const [, url = ''] = /serving at (\S+)/.exec(banner) ?? [];
  const [, simulator = ''] = /simulator at (\S+):/.exec(banner) ?? [];
  const [shownUrl, shownSimulator] = ['http://127.0.0.1:8080', 'http://127.0.0.1:8081'];
  return {
    ports: { PORT: new URL(url).port, SIMULATOR_PORT: new URL(simulator).port },
    toActual: (text) => text.replaceAll(shownUrl, url).replaceAll(shownSimulator, simulator),
    toShown: (text) => text.replaceAll(url, shownUrl).replaceAll(simulator, shownSimulator),
  };
}

const PRELUDE = `
set -o pipefail
stty cols 100 rows 50 -echo
curl() { command curl -sS "$@"; local status=$?; echo; return $status; }
trap 'printf "\\n@failed %s\\n" "$BASH_COMMAND"' ERR
`;

/** Where samples run. */
export interface Place {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly addresses: Addresses;
  /** Shell code that runs first, such as functions in place of commands. */
  readonly prelude?: string;
}

const ERASE = '\r\u001B[K';

/** What stays on a terminal: a progress line is erased by the next one, or when the work is done. */
function withoutProgress(printed: string): string {
  const [first = '', ...others] = printed.split(ERASE);
  return first + others.filter((part) => part.includes('\n')).join('');
}

/** Runs the samples of a page in one shell on a terminal of 100 columns, as a reader would. */
export async function runSamples(
  samples: readonly Sample[],
  { cwd, env, addresses, prelude = '' }: Place,
): Promise<readonly Outcome[]> {
  const blocks = samples.map(({ commands }) => `printf '\\n@sample\\n'\n${addresses.toActual(commands)}`);
  const file = join(mkdtempSync(join(tmpdir(), 'samples-')), 'samples.sh');
  writeFileSync(file, [PRELUDE, prelude, ...blocks].join('\n'));
  const child = spawn('script', ['--quiet', '--command', `bash ${file}`, '/dev/null'], {
    cwd,
    env: { ...env, ...addresses.ports, TERM: 'dumb' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const printed = addresses.toShown(await text(child.stdout));
  rmSync(dirname(file), { recursive: true });
  const shown = withoutProgress(printed).replaceAll('\r', '');
  const [, ...outputs] = shown.split('\n@sample\n');
  if (outputs.length !== samples.length) {
    throw new Error(`The shell ended in sample ${outputs.length} of ${samples.length}:\n${outputs.at(-1) ?? printed}`);
  }
  return outputs.map((output) => {
    const [, failed] = /^@failed (.*)$/m.exec(output) ?? [];
    return { output: output.replaceAll(/^@failed .*\n/gm, '').trim(), failed };
  });
}

/** Whether an output is the shown one. `…` stands for anything, and spaces at the end of a line do not count. */
export function isAsShown(output: string, shown: string): boolean {
  const lines = (value: string) => value.trim().replaceAll(/ +$/gm, '');
  const pattern = lines(shown)
    .split('…')
    .map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'))
    .join('.*?');
  return new RegExp(`^${pattern}$`, 's').test(lines(output));
}
