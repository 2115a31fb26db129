import type { Page } from 'playwright-core';
import { TWILIO } from './console-bed.js';
import { CHANGED_NUMBER } from './content.js';

/** A page of the console. */
export interface ConsoleRoute {
  readonly name: string;
  readonly path: string;
  /** A text that is there as soon as the page has its data. */
  readonly ready: string;
  /** Statuses that are part of the page, such as 404 for a secret outside the vault. */
  readonly allow?: readonly number[];
  /** Does what the page is for. */
  readonly act?: (page: Page) => Promise<void>;
  /** Opens the dialog that the entry is about. */
  readonly open?: (page: Page) => Promise<void>;
  /** The picture shows the place where `ready` is, which is further down. */
  readonly isBelow?: true;
}

const pressButton = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const pressItem = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true }).click();
const INBOUND = `${TWILIO}/data/Messages?where=${encodeURIComponent("Direction = 'inbound'")}`;

const sqlPath = (sql: string) => `${TWILIO}/sql?sql=${encodeURIComponent(sql)}`;
const JOIN = `select c.sid, c."to", count(*) as recordings
from recordings r join calls c on c.sid = r.call_sid
where c.start_time > '2026-01-01' and c.status = 'completed'
group by c.sid, c."to"`;
/** Twilio does not sort by names, so the plan has a hint. No other route reads conferences, so their number is unknown. */
const BY_NAME = `select sid, name, status
from conferences
order by name
limit 10`;
const LAST = `select date_sent, "to", status, error_code, price, body
from messages
where date_sent is not null
order by date_sent desc
limit 100`;

const insertTo = (...numbers: readonly string[]) =>
  `insert into messages ("to", sender, body)\nvalues ${numbers.map((to) => `('${to}', '+15550100100', 'Hello')`).join(',\n  ')}`;
/** A number that Twilio refuses. */
const INVALID = '+15005550001';

const codeEditor = (page: Page) => page.locator('.cm-content').waitFor();

/** Without a text, the editor is loaded when it gets the focus. */
async function focusEditor(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Statement' }).click();
  await codeEditor(page);
}

/** Presses a button of the page for SQL, and waits for what follows. */
async function ask(page: Page, button: string, answer: string): Promise<void> {
  await codeEditor(page);
  await pressButton(page, button);
  await page.getByText(answer).first().waitFor();
}

/** Runs a statement that writes. */
async function write(page: Page, answer: string): Promise<void> {
  await codeEditor(page);
  await pressButton(page, 'Run');
  await pressButton(page, 'Run and change data');
  await page.getByText(answer).first().waitFor();
}

/** Every page of the console and its dialogs, as the tests of accessibility, the search for secrets and the screenshots visit them. */
export const ROUTES: readonly ConsoleRoute[] = [
  { name: 'connections', path: '/console/', ready: 'Requests/s' },
  { name: 'create-connection', path: '/console/new', ready: 'Connection node settings' },
  { name: 'overview', path: TWILIO, ready: 'Endpoints' },
  { name: 'edit-connection', path: `${TWILIO}/edit`, ready: 'Connection node settings' },
  { name: 'data', path: `${TWILIO}/data`, ready: 'IncomingPhoneNumbers' },
  {
    name: 'rows',
    path: `${TWILIO}/data/Messages?where=${encodeURIComponent("Status = 'failed'")}`,
    ready: 'filtered here',
  },
  { name: 'row', path: `${TWILIO}/data/Recordings/RE2e915e78549694bd0a0742d2d39454e5`, ready: 'CallSid' },
  {
    name: 'row-history',
    path: `${TWILIO}/data/IncomingPhoneNumbers/${CHANGED_NUMBER}`,
    ready: 'v2.connections.entityTypes.entities.patch',
    isBelow: true,
  },
  { name: 'sql', path: `${TWILIO}/sql`, ready: 'Nothing has been asked', act: focusEditor },
  {
    name: 'sql-plan',
    path: sqlPath(JOIN),
    ready: 'has not been run',
    act: (page) => ask(page, 'Plan', 'Nothing has been run.'),
  },
  {
    name: 'sql-hint',
    path: sqlPath(BY_NAME),
    ready: 'has not been run',
    act: (page) => ask(page, 'Plan', 'All rows are read'),
  },
  {
    name: 'sql-result',
    path: sqlPath(LAST),
    ready: 'has not been run',
    act: (page) => ask(page, 'Run', 'to Twilio ·'),
  },
  {
    name: 'sql-mistake',
    path: sqlPath(LAST.replace('error_code', 'error_cod')),
    ready: 'has not been run',
    allow: [400],
    act: (page) => ask(page, 'Run', 'The statement cannot be run'),
  },
  {
    name: 'sql-history',
    path: sqlPath(LAST),
    ready: 'has not been run',
    open: async (page) => {
      await ask(page, 'Run', 'to Twilio ·');
      await pressButton(page, 'History');
    },
  },
  {
    name: 'sql-change',
    path: sqlPath("delete from messages\nwhere date_sent < now() - interval '1 year'"),
    ready: 'has not been run',
    open: (page) => pressButton(page, 'Run'),
  },
  {
    name: 'sql-written',
    path: sqlPath(insertTo('+15550100001', '+15550100002')),
    ready: 'has not been run',
    act: (page) => write(page, '2 rows written'),
  },
  {
    name: 'sql-stopped',
    path: sqlPath(insertTo('+15550100001', INVALID, '+15550100002')),
    ready: 'has not been run',
    allow: [409],
    act: (page) => write(page, 'The statement stopped'),
  },
  { name: 'create-row', path: `${TWILIO}/new-row/Messages`, ready: 'more fields' },
  { name: 'row-by-key', path: `${TWILIO}/data/Feedback`, ready: 'Twilio does not list these rows' },
  { name: 'actions', path: `${TWILIO}/actions`, ready: 'SendMessage' },
  { name: 'action', path: `${TWILIO}/actions/SendMessage`, ready: 'more fields' },
  { name: 'monitoring', path: `${TWILIO}/monitoring`, ready: 'Latency of Twilio' },
  { name: 'logs', path: `${TWILIO}/logs`, ready: 'What happened' },
  {
    name: 'call',
    path: `${TWILIO}/logs?text=${encodeURIComponent('GET Messages failed')}`,
    ready: 'What happened',
    async act(page) {
      await page.getByRole('region', { name: 'Log entries' }).getByRole('link').first().click();
      await page.getByRole('region', { name: /^Attempts of/ }).waitFor();
    },
  },
  { name: 'access', path: `${TWILIO}/access`, ready: 'Grant a role' },
  { name: 'secrets', path: '/console/secrets', ready: 'vault' },
  { name: 'secret', path: '/console/secrets/local/twilio', ready: 'Enabled' },
  { name: 'tokens', path: '/console/tokens', ready: 'Revoke' },
  { name: 'audit', path: '/console/audit', ready: 'Outcome' },
  { name: 'about', path: '/console/about', ready: 'Serving' },
  { name: 'not-found', path: '/console/nowhere', ready: 'no such page' },
  {
    name: 'row-not-found',
    path: `${TWILIO}/data/Messages/SM00000000000000000000000000000000`,
    ready: 'Not found',
    allow: [404],
  },
  {
    name: 'command-palette',
    path: TWILIO,
    ready: 'Endpoints',
    async open(page) {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'A page, an entity type or a SID' }).fill('mess');
      await page.getByRole('listbox').getByRole('option').first().waitFor();
    },
  },
  {
    name: 'keyboard-help',
    path: '/console/about',
    ready: 'Serving',
    async open(page) {
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'delete-row',
    path: `${TWILIO}/data/IncomingPhoneNumbers/${CHANGED_NUMBER}`,
    ready: 'PhoneNumber',
    async open(page) {
      await pressButton(page, 'Delete…');
      await page.getByRole('dialog').getByRole('region', { name: 'Request to Twilio' }).waitFor();
    },
  },
  { name: 'new-secret', path: '/console/secrets', ready: 'vault', open: (page) => pressButton(page, 'New secret') },
  { name: 'new-token', path: '/console/tokens', ready: 'Revoke', open: (page) => pressButton(page, 'New token') },
  { name: 'columns', path: INBOUND, ready: 'filtered here', open: (page) => pressButton(page, 'Columns') },
  {
    name: 'save-view',
    path: INBOUND,
    ready: 'filtered here',
    async open(page) {
      await pressButton(page, 'Views');
      await pressItem(page, 'Save this view…');
    },
  },
  {
    name: 'bulk-update',
    path: INBOUND,
    ready: 'filtered here',
    async open(page) {
      await pressButton(page, 'All that match');
      await pressItem(page, 'Update all that match…');
      await page.getByLabel('Column to change').selectOption('Body');
      await pressButton(page, 'Preview');
      await pressButton(page, 'Count the rows');
      await page.getByLabel('to confirm').waitFor();
    },
  },
  {
    name: 'rotation',
    path: '/console/secrets/local/twilio',
    ready: 'Enabled',
    open: (page) => pressButton(page, 'Rotate…'),
  },
];
