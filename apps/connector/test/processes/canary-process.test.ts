import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningSimulator, startSimulator } from '@twilio-connector/simulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findCanaries } from '../canaries.js';
import { runBuilt, startBuilt } from './built-command.js';
import { FIRST } from '../server-bed.js';

const CANARIES = {
  authToken: 'canary-auth-token/+5f1e9c07',
  administratorToken: 'canary-administrator-77aa9d-2c81f0',
  vaultKey: Buffer.from('canary-vault-key-0123456789abcde').toString('base64'),
  environmentSecret: 'canary-environment-secret&=31',
};

let simulator: RunningSimulator;
let folder: string;
let env: Readonly<Record<string, string>>;
beforeAll(async () => {
  simulator = await startSimulator({ authToken: CANARIES.authToken, rows: 20 });
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-canary-'));
  env = {
    TWILIO_ACCOUNT_SID: simulator.simulator.accountSid,
    TWILIO_AUTH_TOKEN: CANARIES.authToken,
    TWILIO_BASE_URL: `${simulator.url}/{product}`,
    CONNECTOR_TOKEN: CANARIES.administratorToken,
    CONNECTOR_VAULT_KEYS: CANARIES.vaultKey,
    CONNECTOR_SECRET_P__S: CANARIES.environmentSecret,
  };
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the server as an operator does. `stop` returns its output. */
async function serve() {
  const server = startBuilt(['serve', '--port', '0', '--data', folder, '--log-level', 'debug'], env);
  let output = '';
  const ended = new Promise<string>((resolve) => server.once('close', () => resolve(output)));
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Uint8Array) => {
      output += String(chunk);
      const served = /"url":"([^"]+)"[^\n]*"msg":"serving"/.exec(output)?.[1];
      if (served) resolve(served);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.once('close', () => reject(new Error(`The server ended: ${output}`)));
  });
  return {
    url,
    pid: server.pid ?? 0,
    stop() {
      server.kill('SIGTERM');
      return ended;
    },
  };
}

describe('server process', () => {
  test('a server process shows no canary in its output, in the process list or in its data folder', async () => {
    const server = await serve();
    const headers = { Authorization: `Bearer ${CANARIES.administratorToken}` };
    const ask = async (path: string, init: RequestInit = {}) =>
      (await fetch(server.url + path, { headers, ...init })).text();
    const answers = [
      await ask(`/v2/${FIRST}/entityTypes/Messages/entities`),
      await ask(`/v2/${FIRST}:checkStatus`),
      await ask(`/v1/${FIRST}`, { headers: { Authorization: 'Bearer wrong' } }),
      await ask(`/v1/projects/${encodeURIComponent(CANARIES.authToken)}/locations/local/connections`),
      await ask('/metrics'),
      await ask('/openapi.json'),
    ];
    // /proc/<pid>/environ holds the canaries, but only the same user and root can read it.
    const listed = [`/proc/${server.pid}/cmdline`, `/proc/${server.pid}/comm`]
      .filter((file) => existsSync(file))
      .map((file) => [file, readFileSync(file)] as const);
    const through = await runBuilt(['list', 'Messages', '--server', server.url], {
      CONNECTOR_TOKEN: CANARIES.administratorToken,
    });
    const output = await server.stop();
    expect(output).toContain('"level":"info"');
    const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))] as const);
    // The token and the key come from the environment, so neither file is written.
    expect(files.map(([name]) => name)).not.toEqual(expect.arrayContaining(['token', 'vault.key']));
    const places = [...listed, ...files, ['output', output], ['answers', answers.join('\n')]] as const;
    expect(findCanaries(CANARIES, [...places, ['command', through.stdout + through.stderr]])).toEqual([]);
    expect(through.code).toBe(0);
  });

  test.each([
    ['TWILIO_ACCOUNT_SID', CANARIES.authToken],
    ['TWILIO_BASE_URL', `ftp://${CANARIES.administratorToken}`],
    ['TWILIO_REGION', CANARIES.authToken],
    ['CONNECTOR_TOKEN', `${CANARIES.administratorToken} x`],
    ['CONNECTOR_VAULT_KEYS', `${CANARIES.vaultKey}x`],
    ['CONNECTOR_OIDC_ISSUER', CANARIES.administratorToken],
    ['CONNECTOR_BULK', CANARIES.administratorToken],
    ['CONNECTOR_LOG_LEVEL', CANARIES.administratorToken],
  ])('a server that refuses to start because of an invalid %s does not repeat the value', async (name, value) => {
    const { code, stdout, stderr } = await runBuilt(['serve', '--port', '0', '--data', join(folder, 'none')], {
      ...env,
      [name]: value,
    });
    expect(code).not.toBe(0);
    expect(findCanaries(CANARIES, [['output', stdout + stderr]])).toEqual([]);
  });
});
