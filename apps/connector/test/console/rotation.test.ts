import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findCanaries } from '../canaries.js';
import { hasChromium } from './chromium.js';
import { type ConsoleBed, startConsoleBed, type Visitor } from './console-bed.js';

const SECRETS = '/secretmanager/v1/projects/local/secrets';
const PARENT = 'projects/local/locations/us-central1/connections';
const NEW_TOKEN = 'canary-of-the-new-token-4712';

describe.skipIf(!hasChromium)('rotating a secret in the console (apt-get install chromium)', () => {
  let bed: ConsoleBed;
  let visitor: Visitor;
  beforeAll(async () => {
    bed = await startConsoleBed({ CONNECTOR_ALLOWED_HOSTS: '127.0.0.1', TWILIO_AUTH_TOKEN: NEW_TOKEN });
    const post = (path: string, body: unknown) => bed.api(path, { method: 'POST', body });
    await post(`${SECRETS}?secretId=twilio`, { replication: { automatic: {} } });
    await post(`${SECRETS}/twilio:addVersion`, { payload: { data: btoa(NEW_TOKEN) } });
    for (const [id, version] of Object.entries({ pinned: '1', following: 'latest' })) {
      await post(`/v1/${PARENT}?connectionId=${id}`, {
        connectorVersion: 'projects/local/locations/global/providers/twilio/connectors/twilio/versions/1',
        configVariables: [{ key: 'base_url', stringValue: `${bed.twilioUrl}/{product}` }],
        authConfig: {
          authType: 'USER_PASSWORD',
          userPassword: {
            username: bed.simulator.accountSid,
            password: { secretVersion: `projects/local/secrets/twilio/versions/${version}` },
          },
        },
      });
    }
    visitor = await bed.signIn();
  });
  afterAll(() => bed.close());

  const states = async () => {
    const { versions } = await bed.api(`${SECRETS}/twilio/versions`);
    return versions.map(({ name, state }: Record<string, string>) => `${name?.split('/').at(-1)} ${state}`);
  };
  const versionOf = async (id: string) => {
    const { authConfig } = await bed.api(`/v1/${PARENT}/${id}`);
    return authConfig.userPassword.password.secretVersion.split('/').at(-1);
  };

  test('a new version that Twilio refuses is found by the test, and is disabled before a connection uses it', async () => {
    const { page, watch } = visitor;
    await page.goto('/console/secrets/local/twilio');
    await page.getByRole('button', { name: 'Rotate…' }).click();
    const dialog = page.getByRole('dialog');
    await page.keyboard.type('not-the-token');
    await page.keyboard.press('Enter');
    await dialog.getByText('Version 2 is enabled').waitFor();
    expect(await versionOf('pinned')).toBe('1');
    await dialog.getByRole('button', { name: 'Test 2 connections' }).click();
    await dialog.getByRole('button', { name: 'Disable version 2 again' }).waitFor();
    const results = await dialog
      .getByRole('listitem')
      .filter({ hasText: /pinned|following/ })
      .allTextContents();
    expect(results.join()).toMatch(/20003|refuse|credentials/i);
    expect(await dialog.getByRole('button', { name: /^Switch/ }).count()).toBe(0);
    await dialog.getByRole('button', { name: 'Disable version 2 again' }).click();
    await dialog.getByText('Version 2 is disabled again.').waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    expect(await states()).toEqual(['2 DISABLED', '1 ENABLED']);
    expect(watch.faults).toEqual([]);
  });

  test('one flow adds a version, tests and switches the connections, and disables the old one', async () => {
    const { page, watch } = visitor;
    await page.getByRole('button', { name: 'Rotate…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('New value').fill(NEW_TOKEN);
    await page.keyboard.press('Enter');
    // From here on, Enter goes from step to step.
    for (const step of ['Test 2 connections', 'Switch 1 connection', 'Disable version 1', 'Done']) {
      const button = dialog.getByRole('button', { name: step, exact: true });
      await button.waitFor();
      await button.focus();
      await page.keyboard.press('Enter');
    }
    await dialog.waitFor({ state: 'detached' });
    expect(await states()).toEqual(['3 ENABLED', '2 DISABLED', '1 DISABLED']);
    expect([await versionOf('pinned'), await versionOf('following')]).toEqual(['3', 'latest']);
    expect((await bed.api(`/v2/${PARENT}/pinned:checkStatus`)).state).toBe('ACTIVE');
    await watch.look();
    expect(findCanaries({ secret: NEW_TOKEN }, watch.texts)).toEqual([]);
    expect(watch.faults).toEqual([]);
  });
});
