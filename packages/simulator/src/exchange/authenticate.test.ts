import { expect, test } from 'vitest';
import { basic, simulate } from '../../test/simulate.js';

const ACCOUNT = `AC${'0'.repeat(32)}`;
const LIST = `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`;
const ZEROS = '0'.repeat(32);

async function statusWith(simulated: ReturnType<typeof simulate>, user: string, password: string) {
  return (await simulated.send(LIST, { headers: { Authorization: basic(user, password) } })).status;
}

test('an auth token of 32 hexadecimal digits logs in, too, and the account shows it', async () => {
  const simulated = simulate();
  expect(await statusWith(simulated, ACCOUNT, 'simulator')).toBe(200);
  expect(await statusWith(simulated, ACCOUNT, ZEROS)).toBe(200);
  expect(await statusWith(simulated, ACCOUNT, '1'.repeat(32))).toBe(401);
  const { body } = await simulated.ask('GET', 'api', `/2010-04-01/Accounts/${ACCOUNT}.json`);
  expect(body.auth_token).toBe(ZEROS);
});

test('an auth token of the options is the only one, and the account shows it', async () => {
  const simulated = simulate({ authToken: 'own' });
  expect(await statusWith(simulated, ACCOUNT, 'own')).toBe(200);
  expect(await statusWith(simulated, ACCOUNT, 'simulator')).toBe(401);
  expect(await statusWith(simulated, ACCOUNT, ZEROS)).toBe(401);
  const { body } = await simulated.ask('GET', 'api', `/2010-04-01/Accounts/${ACCOUNT}.json`);
  expect(body.auth_token).toBe('own');
});

test.each(['Keys', 'SigningKeys'])('an API key created with %s logs in until it is deleted', async (resource) => {
  const simulated = simulate();
  const { body } = await simulated.post(`/${resource}.json`, { FriendlyName: 'cli' });
  const [sid, secret] = [String(body.sid), String(body.secret)];
  expect(await statusWith(simulated, sid, secret)).toBe(200);
  expect(await statusWith(simulated, sid, '')).toBe(401);
  expect(await statusWith(simulated, sid, 'undefined')).toBe(401);
  await simulated.remove(`/${resource}/${sid}.json`);
  expect(await statusWith(simulated, sid, secret)).toBe(401);
});

test('HEAD is answered as GET, without a body', async () => {
  const simulated = simulate();
  const headers = { Authorization: basic(ACCOUNT, 'simulator') };
  const [get, head] = [
    await simulated.send(LIST, { headers }),
    await simulated.send(LIST, { method: 'HEAD', headers }),
  ];
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
  expect(Number(head.headers.get('content-length'))).toBe((await get.arrayBuffer()).byteLength);
  const missing = await simulated.send(LIST.replace('Messages', 'Nothing'), { method: 'HEAD', headers });
  expect([missing.status, await missing.text()]).toEqual([404, '']);
});
