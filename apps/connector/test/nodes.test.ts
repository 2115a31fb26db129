import { expect, onTestFinished, test } from 'vitest';
import { createNodeClock } from './node-clock.js';
import { ADMINISTRATOR_TOKEN, FIRST, startServerBed } from './server-bed.js';

const READ = `/v2/${FIRST}/entityTypes/Recordings/entities?pageSize=1`;

/** A server whose nodes see no time pass, unless the test moves it. */
async function open(nodeConfig: { minNodeCount: number; maxNodeCount: number }) {
  const clock = createNodeClock();
  const bed = await startServerBed({ CONNECTOR_LOG_LEVEL: 'silent' }, { nodeClock: clock });
  onTestFinished(() => bed.close());
  const patch = (body: object, mask: string) => bed.must(`/v1/${FIRST}?updateMask=${mask}`, { method: 'PATCH', body });
  await patch({ nodeConfig }, 'nodeConfig');
  clock.advance(1005);
  const read = async (token = ADMINISTRATOR_TOKEN) => (await bed.call(READ, { token })).status;
  const until = async (holds: () => boolean | Promise<boolean>) => {
    while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
  };
  const hasQueued = async (count: number) =>
    (await bed.call('/metrics')).text.includes(`\ntwilio_connector_queued ${count}\n`);
  const newCaller = (name: string) => bed.token(name, ['roles/connectors.invoker', 'projects/local']);
  return { ...bed, newCaller, hasQueued, clock, patch, read, until };
}

test('a burst of 400 reads gets the nodes that it needs at once, and the configuration stays as it is', async () => {
  const nodeConfig = { minNodeCount: 2, maxNodeCount: 50 };
  const { read, must } = await open(nodeConfig);
  const statuses = await Promise.all(Array.from({ length: 400 }, () => read()));
  expect(statuses).toEqual(Array.from({ length: 400 }, () => 200));
  expect(await must(`/v1/${FIRST}`)).toMatchObject({ nodeConfig });
});

test('a caller with a few reads does not wait for another that has queued many', async () => {
  const { clock, read, newCaller, until, hasQueued } = await open({ minNodeCount: 1, maxNodeCount: 1 });
  const [script, person] = [await newCaller('script'), await newCaller('person')];
  const answered = { script: 0, person: 0 };
  const count = (who: keyof typeof answered, credentials: string) => read(credentials).then(() => (answered[who] += 1));
  const calls = Array.from({ length: 125 }, () => count('script', script));
  await until(() => answered.script === 25);
  calls.push(...Array.from({ length: 10 }, () => count('person', person)));
  await until(() => hasQueued(110));
  clock.advance(1005);
  await until(() => answered.script + answered.person === 50);
  expect(answered).toEqual({ script: 40, person: 10 });
  for (let second = 0; second < 4; second += 1) {
    clock.advance(1005);
    await until(() => answered.script + answered.person >= Math.min(135, 75 + 25 * second));
  }
  await Promise.all(calls);
});
