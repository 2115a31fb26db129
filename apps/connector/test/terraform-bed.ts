import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnv, startConnector } from '../src/index.js';
import { type Ended, runCommand } from './command-line.js';

const TOKEN = 'test-token-0123456789-abcdefghijk';

/** A connector with its own simulator, in which the project `demo` has the secrets that `docs/terraform.md` creates. */
export type TerraformBed = Awaited<ReturnType<typeof startTerraformBed>>;

/** @param env adds environment variables */
export async function startTerraformBed(env: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-terraform-'));
  const connector = await startConnector({
    env: readEnv({
      CONNECTOR_DATA: join(folder, 'data'),
      PORT: '0',
      PG_PORT: 'off',
      SIMULATOR_PORT: '0',
      CONNECTOR_TOKEN: TOKEN,
      ...env,
    }),
    logDestination: { write() {} },
  });
  const bed = {
    url: connector.url,
    headers: { Authorization: `Bearer ${TOKEN}` },
    /** Runs a command against the connector. */
    run: (args: readonly string[], input?: string): Promise<Ended> =>
      runCommand([...args, '--server', connector.url], { CONNECTOR_TOKEN: TOKEN }, input),
    /** Writes a file and returns its path. */
    file(name: string, content: string): string {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    async close() {
      await connector.stop();
      rmSync(folder, { recursive: true });
    },
  };
  for (const [secret, value] of [
    ['twilio-token', 'simulator'],
    ['proxy-password', 'proxy-password'],
  ] as const) {
    await bed.run(['secrets', 'create', secret, '--project', 'demo', '--data-file', '-'], value);
  }
  return bed;
}
