import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findCanaries } from '../canaries.js';
import { hasChromium } from './chromium.js';
import { type ConsoleBed, startConsoleBed, type Visitor } from './console-bed.js';

const PARENT = 'projects/local/locations/us-central1/connections';
/** What the service sets, or what the two connections must differ in. */
const OWN = ['name', 'createTime', 'updateTime', 'connectionRevision'];

function without(connection: Record<string, any>): Record<string, any> {
  return Object.fromEntries(Object.entries(connection).filter(([field]) => !OWN.includes(field)));
}

describe.skipIf(!hasChromium)('connections in the console (apt-get install chromium)', () => {
  let bed: ConsoleBed;
  let visitor: Visitor;
  beforeAll(async () => {
    bed = await startConsoleBed({ CONNECTOR_ALLOWED_HOSTS: '127.0.0.1' });
    visitor = await bed.signIn();
  });
  afterAll(() => bed.close());

  test('the form of the connector page, field by field in its order, creates the same connection as the API', async () => {
    const { page, watch } = visitor;
    const { port } = new URL(bed.twilioUrl);
    await page.getByRole('link', { name: 'Create' }).click();
    await page
      .getByLabel(/^Region/)
      .first()
      .selectOption('us-central1');
    await page.getByLabel(/^Connector required/).selectOption({ label: 'Twilio' });
    await page.getByLabel('Connector version').selectOption({ label: 'Twilio 1' });
    await page.getByLabel('Connection Name').fill('Support');
    await page.getByLabel('Description').fill('By hand');
    await page.getByLabel('Minimum number of nodes').fill('5');
    await page.getByLabel('Maximum number of nodes').fill('3');
    await page.getByLabel('Use proxy').check();
    await page.getByLabel('Proxy authentication scheme').selectOption({ label: 'Basic' });
    await page.getByLabel('Proxy SSL type').selectOption({ label: 'Tunnel' });
    await page.getByRole('button', { name: 'Add destination' }).click();
    await page.getByLabel('Host address').fill('127.0.0.1');
    await page.getByLabel('Port').fill('9');
    await page.getByRole('button', { name: 'Add label' }).click();
    await page.getByRole('textbox', { name: 'Key', exact: true }).fill('team');
    await page.getByRole('textbox', { name: 'Value', exact: true }).fill('front');
    await page.getByText('Advanced settings').click();
    await page.getByLabel('Base URL').fill(`http://127.0.0.1:${port}/{product}`);
    watch.allow(400);
    await page.getByRole('button', { name: 'Check and review' }).click();

    // Every fault at once, at its field: the name, the nodes, the proxy's login, the account and its secret.
    const summary = page.getByRole('alert').filter({ hasText: 'things to correct' });
    await summary.waitFor();
    const faults = await summary.getByRole('listitem').allTextContents();
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(
      expect.arrayContaining(['name', 'minNodes', 'proxy_user', 'proxy_password', 'username', 'password']),
    );
    await summary.getByRole('link', { name: /^name/ }).first().click();
    expect(await page.getByLabel('Connection Name').evaluate((element) => element === document.activeElement)).toBe(
      true,
    );

    await page.getByLabel('Connection Name').fill('support');
    await page.getByLabel('Maximum number of nodes').fill('6');
    await page.getByLabel('Use proxy').uncheck();
    await page
      .locator('#authentication')
      .getByLabel(/^Account SID/)
      .fill(bed.simulator.accountSid);
    await page.getByRole('button', { name: 'New secret… for Auth token' }).click();
    await page.getByLabel('Secret name').fill('twilio');
    await page.getByRole('dialog').getByLabel('Value').fill(bed.simulator.authToken);
    await page.getByRole('button', { name: 'Create secret' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Check and review' }).click();
    await page.getByText('Twilio accepts the credentials').waitFor();
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('heading', { name: 'support' }).waitFor();
    await page.getByRole('main').getByText('Active').waitFor();

    await bed.api(`/v1/${PARENT}?connectionId=by-api`, {
      method: 'POST',
      body: {
        connectorVersion: 'projects/local/locations/global/providers/twilio/connectors/twilio/versions/1',
        description: 'By hand',
        labels: { team: 'front' },
        nodeConfig: { minNodeCount: 5, maxNodeCount: 6 },
        configVariables: [{ key: 'base_url', stringValue: `http://127.0.0.1:${port}/{product}` }],
        authConfig: {
          authType: 'USER_PASSWORD',
          userPassword: {
            username: bed.simulator.accountSid,
            password: { secretVersion: 'projects/local/secrets/twilio/versions/1' },
          },
        },
      },
    });
    const made = await bed.api(`/v1/${PARENT}/support`);
    expect(without(made)).toEqual(without(await bed.api(`/v1/${PARENT}/by-api`)));
    expect(watch.faults).toEqual([]);
  });

  test('the menu of a connection in the list is shown whole, also below the last row', async () => {
    const { page, watch } = visitor;
    await page.goto('/console/');
    await page.getByRole('button', { name: 'What can be done with twilio' }).click();
    const items = page.getByRole('menuitem');
    await items.first().waitFor();
    const hidden = await items.evaluateAll((all) =>
      all
        .filter((item) => {
          const { x, y, width, height } = item.getBoundingClientRect();
          return !item.contains(document.elementFromPoint(x + width / 2, y + height / 2));
        })
        .map(({ textContent }) => textContent),
    );
    expect(hidden).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await items.count()).toBe(0);
    expect(watch.faults).toEqual([]);
  });

  test('a connection is suspended and resumed, says so on every page, and is deleted by typing its name', async () => {
    const { page, watch } = visitor;
    watch.allow(404);
    await page.goto('/console/c/local/us-central1/support');
    const menu = page.getByRole('button', { name: 'What can be done with support' });
    await menu.click();
    await page.getByRole('menuitem', { name: 'Suspend' }).click();
    await page.getByRole('main').getByText('Inactive (suspended)').waitFor();
    expect((await bed.api(`/v1/${PARENT}/support`)).status.state).toBe('INACTIVE');
    await page.getByRole('link', { name: 'Actions' }).click();
    await page.getByText('This connection is suspended').waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByText('This connection is suspended').waitFor({ state: 'detached' });
    expect((await bed.api(`/v1/${PARENT}/support`)).status.state).toBe('ACTIVE');

    await page.getByRole('link', { name: 'Overview' }).click();
    await menu.click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await page.getByLabel('Type support to confirm').fill('suppor');
    expect(await page.getByRole('button', { name: 'Delete connection' }).isDisabled()).toBe(true);
    await page.getByLabel('Type support to confirm').fill('support');
    await page.keyboard.press('Enter');
    await page.getByText('Deleted.', { exact: true }).waitFor();
    await page.getByRole('table').getByText('by-api').waitFor();
    expect(watch.faults).toEqual([]);
  });

  test('the tokens that were typed are in no page, storage, address or answer', async () => {
    const { page, context, watch } = visitor;
    await page.goto('/console/secrets/local/twilio');
    await page.getByText('Enabled').waitFor();
    await watch.look();
    expect(watch.texts.length).toBeGreaterThan(50);
    expect(findCanaries({ secret: bed.simulator.authToken, administrator: bed.token }, watch.texts)).toEqual([]);
    await context.close();
  });
});
