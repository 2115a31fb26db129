import { once } from 'node:events';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runCommand } from '../command-line.js';
import { connectionJson } from '../connection-json.js';
import { startTestBed, type TestBed } from '../test-bed.js';
import { startBuilt } from './built-command.js';

// The connector of this test returns every unfinished operation without waiting.
vi.mock(import('../../src/connections/brief-wait.js'), () => ({ waitBriefly: async (_promise, late) => late }));

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed();
});
afterAll(() => bed.close());

test('--async shows the operation, wait waits for it, and Ctrl-C leaves it running', async () => {
  const env = { CONNECTOR_TOKEN: bed.token };
  const run = (args: readonly string[], input?: string) => runCommand([...args, '--server', bed.url], env, input);
  await run(['secrets', 'create', 'token', '--data-file', '-'], bed.simulator.authToken);
  const held = bed.holdRequest('GET');
  const started = await run(['connections', 'create', 'slow', '-f', '-', '--async'], connectionJson(bed));
  const operation = JSON.parse(started.stdout) as { name: string; done: boolean };
  expect(operation.done).toBe(false);

  const child = startBuilt(['connections', 'wait', operation.name, '--server', bed.url], env);
  let said = '';
  const exit = once(child, 'exit');
  await new Promise<void>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Waiting for the create operation on projects/local/locations/local/connections/slow'))
        resolve();
    });
  });
  child.kill('SIGINT');
  expect(await exit).toEqual([130, null]);
  expect(said).toContain(`"twilio-connector connections wait ${operation.name}"`);

  held.release();
  const waited = await run(['connections', 'wait', operation.name]);
  expect(JSON.parse(waited.stdout)).toMatchObject({ status: { state: 'ACTIVE' } });
});
