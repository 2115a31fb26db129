import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSimulator } from '@twilio-connector/simulator';
import { seedSentMessages } from '../sent-messages.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const YEAR_MS = 365 * 86_400_000;
const SECOND_MS = 1000;

/** A simulator with messages of a year, and the command that exports those that were sent. */
export async function startExportBed(messages: number) {
  const running = await startSimulator({ rows: 1 });
  const { simulator } = running;
  const newest = Date.now() - SECOND_MS;
  seedSentMessages(simulator, messages, (index) => newest - Math.floor((YEAR_MS * (messages - index)) / messages));
  const sent = simulator.snapshot('Messages').filter(({ date_sent: date }) => date !== null);
  const keys = new Set(sent.map(({ sid }) => String(sid)));
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-exports-'));
  return {
    simulator,
    url: running.url,
    /** A file that does not exist yet. */
    fileNamed: (name: string) => join(folder, name),
    /** Starts the command. @param url the simulator, or what stands before it */
    start(options: readonly string[], url: string) {
      const env = {
        PATH: process.env.PATH ?? '',
        TWILIO_ACCOUNT_SID: simulator.accountSid,
        TWILIO_AUTH_TOKEN: simulator.authToken,
        TWILIO_BASE_URL: `${url}/{product}`,
      };
      const args = ['export', 'Messages', '--where', 'DateSent IS NOT NULL', ...options];
      const child = spawn('node', [CLI, ...args], { env });
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      /** The exit code, null after a signal, and what the command said. */
      const ended = new Promise<{ readonly code: number | null; readonly said: string }>((resolve) => {
        child.once('close', (code) => resolve({ code, said }));
      });
      return { child, ended };
    },
    /** Compares a file with the messages. Returns what is wrong with it. */
    flawsOf(target: string): readonly string[] {
      const found = readFileSync(target, 'utf8').match(/SM[0-9a-f]{32}(?=",|,AC)/g) ?? [];
      const distinct = new Set(found.filter((sid) => keys.has(sid)));
      if (found.length === keys.size && distinct.size === keys.size) return [];
      return [`${keys.size - distinct.size} rows are missing and ${found.length} of ${keys.size} were written.`];
    },
    async close() {
      await running.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
