import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EnvError, readEnv, startConnector } from '../../src/index.js';

// A guessed administrator token gives full access, so no server starts with a token that could be guessed.

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-token-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (token: string, data: string) =>
  startConnector({
    env: readEnv({ CONNECTOR_TOKEN: token, CONNECTOR_DATA: data, PORT: '0', PG_PORT: 'off', SIMULATOR_PORT: '0' }),
    logDestination: { write() {} },
  });

test.each(['hunter2', 'correct-horse-battery-staple-42', 'password'.repeat(8), '123456789'.repeat(5), '0'.repeat(64)])(
  'the server does not start with the guessable administrator token %s, and says how to make a strong one',
  async (token) => {
    const data = join(folder, 'weak');
    const refusal: unknown = await start(token, data).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(EnvError);
    const { message } = refusal as EnvError;
    expect(message).toMatch(
      /^CONNECTOR_TOKEN has fewer than (?:32|10 different) characters, so it could be guessed\. /,
    );
    expect(message).toContain('openssl rand -base64 32');
    expect(message).not.toContain(token);
    expect(existsSync(data)).toBe(false);
  },
);

test('the server starts with a token that the command in the refusal makes', async () => {
  // The same as `openssl rand -base64 32`.
  const token = randomBytes(32).toString('base64');
  const connector = await start(token, join(folder, 'strong'));
  const statusOf = async (bearer: string) => {
    const headers = { Authorization: `Bearer ${bearer}` };
    const response = await fetch(`${connector.url}/v1/${connector.connection}`, { headers });
    await response.arrayBuffer();
    return response.status;
  };
  expect(await statusOf(token)).toBe(200);
  expect(await statusOf(token.slice(0, -2))).toBe(401);
  await connector.stop();
});
