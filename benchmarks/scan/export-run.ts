import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { peakBytes } from '../src/process-memory.ts';
import { accountSid, authToken } from '../src/servers.ts';

const CLI = fileURLToPath(new URL('../../apps/connector/dist/cli.js', import.meta.url));
const SAMPLE_MS = 50;

export const FORMATS = ['ndjson', 'csv', 'parquet'] as const;

/** What an export to a file took. */
export interface ExportRun {
  readonly rows: number;
  readonly ms: number;
  /** The largest resident set of the process, in bytes; NaN where the system does not tell. */
  readonly peakRss: number;
  readonly fileBytes: number;
}

/** Runs the command `export` in a process of its own. */
export async function runExport(url: string, format: (typeof FORMATS)[number]): Promise<ExportRun> {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-benchmark-'));
  const target = join(folder, `messages.${format}`);
  const env = {
    PATH: process.env.PATH ?? '',
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_BASE_URL: `${url}/{product}`,
  };
  const start = performance.now();
  const child = spawn('node', [CLI, 'export', 'Messages', '--where', 'DateSent IS NOT NULL', '--to', target], { env });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  let peakRss = Number.NaN;
  const sampler = setInterval(() => (peakRss = peakBytes(child.pid) ?? peakRss), SAMPLE_MS);
  try {
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Error(`The export ended with ${String(code)}: ${said}`);
    const { rows } = JSON.parse(readFileSync(`${target}.manifest.json`, 'utf8')) as { readonly rows: number };
    return { rows, ms: performance.now() - start, peakRss, fileBytes: statSync(target).size };
  } finally {
    clearInterval(sampler);
    rmSync(folder, { recursive: true, force: true });
  }
}
