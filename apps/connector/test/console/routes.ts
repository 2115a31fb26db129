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
  /** Opens the dialog that the entry is about. */
  readonly open?: (page: Page) => Promise<void>;
  /** The picture shows the place where `ready` is, which is further down. */
  readonly isBelow?: true;
}

const pressButton = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const pressItem = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true }).click();
const INBOUND = `${TWILIO}/data/Messages?where=${encodeURIComponent("Direction = 'inbound'")}`;

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
  { name: 'create-row', path: `${TWILIO}/new-row/Messages`, ready: 'more fields' },
  { name: 'row-by-key', path: `${TWILIO}/data/Feedback`, ready: 'Twilio does not list these rows' },
  { name: 'actions', path: `${TWILIO}/actions`, ready: 'SendMessage' },
  { name: 'action', path: `${TWILIO}/actions/SendMessage`, ready: 'more fields' },
  { name: 'monitoring', path: `${TWILIO}/monitoring`, ready: 'Latency of Twilio' },
  { name: 'logs', path: `${TWILIO}/logs`, ready: 'What happened' },
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
