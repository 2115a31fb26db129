import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestBed, type TestBed } from './test-bed.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const shell = /### Connections\n\n```sh\n(?<lines>.*?)```/s.exec(readme)?.groups?.lines ?? '';

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed();
});
afterAll(() => bed.close());

test('the commands of the README create a working connection with its secret in the vault', async () => {
  const simulated = JSON.stringify([{ key: 'base_url', stringValue: `${bed.twilioUrl}/{product}` }]);
  const script = shell
    .replace('$(cat .data/token)', bed.token)
    .replace('http://127.0.0.1:8080', bed.url)
    .replace('"nodeConfig":', `"configVariables": ${simulated}, "nodeConfig":`)
    .replaceAll('curl ', 'curl -s ');
  const env = { PATH: process.env.PATH, AUTH_TOKEN: bed.simulator.authToken };
  const { stdout } = await promisify(execFile)('bash', ['-euc', script], { env });
  const [secret, version, operation] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, any>);
  expect(secret?.name).toBe('projects/demo/secrets/twilio');
  expect(version).toMatchObject({ name: 'projects/demo/secrets/twilio/versions/1', state: 'ENABLED' });
  expect(operation).toMatchObject({ done: true, response: { status: { state: 'ACTIVE' } } });
  const name = 'projects/demo/locations/us-central1/connections/support';
  const headers = { Authorization: `Bearer ${bed.token}` };
  const { json } = await bed.request(`/v2/${name}/entityTypes/Messages/entities?pageSize=2`, { headers });
  expect(json.entities).toHaveLength(2);
});
