import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from './chromium.js';
import { type ConsoleBed, startConsoleBed, TWILIO } from './console-bed.js';

/** What a viewer must not even be offered. */
const WRITES = /^(?:Create|Edit|Delete…|Preview|New secret|New token|Grant|Suspend|Resume|What can be done)/;

describe.skipIf(!hasChromium)('a viewer in the console (apt-get install chromium)', () => {
  let bed: ConsoleBed;
  beforeAll(async () => {
    bed = await startConsoleBed();
  });
  afterAll(() => bed.close());

  test('a viewer sees connections, usage and logs, reads no rows, and is offered nothing that would be refused', async () => {
    const { token } = await bed.api('/admin/v1/tokens', {
      method: 'POST',
      body: { name: 'viewer', bindings: [{ role: 'roles/connectors.viewer', resource: 'projects/local' }] },
    });
    const { page, watch } = await bed.signIn({ token: String(token) });
    // The console asks before it offers, so nothing is refused but the columns of a type that a viewer must not see.
    watch.allow(403);
    const offered = async () => {
      const names = await page.locator('main').locator('a, button').allTextContents();
      return names.filter((name) => WRITES.test(name));
    };
    await page.getByRole('link', { name: 'twilio', exact: true }).click();
    await page.getByText('Endpoints').waitFor();
    expect(await offered()).toEqual([]);
    expect(await page.getByRole('link', { name: 'Browse data' }).count()).toBe(0);

    await page.goto(`${TWILIO}/data/Messages`);
    await page
      .getByText('connectors.entityTypes.list')
      .or(page.getByText('connectors.entities.list'))
      .first()
      .waitFor();
    expect(await page.getByRole('grid').count()).toBe(0);
    expect(await offered()).toEqual([]);

    for (const [path, permission] of [
      [`${TWILIO}/edit`, 'connectors.connections.update'],
      [`${TWILIO}/actions`, 'connectors.actions.list'],
      ['/console/new', 'connectors.connections.create'],
      ['/console/secrets', 'secretmanager.secrets.list'],
      ['/console/audit', 'connectors.auditRecords.list'],
    ] as const) {
      await page.goto(path);
      await page.getByText(permission).waitFor();
      expect(await offered()).toEqual([]);
    }
    await page.goto(`${TWILIO}/monitoring`);
    await page.getByText('Latency of Twilio').waitFor();
    await page.goto(`${TWILIO}/access`);
    await page.getByText('resourcemanager.projects.getIamPolicy').waitFor();
    expect(await offered()).toEqual([]);
    expect(await page.getByRole('navigation').getByRole('link', { name: 'Tokens' }).count()).toBe(0);
    expect(watch.faults).toEqual([]);
  });
});
