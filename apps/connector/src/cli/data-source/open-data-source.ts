import { FIRST_CONNECTION, FIRST_PLACE } from '../../connections/first-connection.js';
import { type Account, accountFromEnv, firstConnectionFromEnv } from '../../connections/first-connection-from-env.js';
import type { Env } from '../../env.js';
import { proxyOfEnvironment } from '../../network/proxy-of-the-environment.js';
import { compose } from '../../runtime/compose.js';
import { connectorAddress } from '../connector/connector-address.js';
import { toConnectionName } from '../connector/resource-names.js';
import { UsageError } from '../terminal/usage-error.js';
import type { DataSource } from './data-source.js';
import { createInProcess } from './in-process.js';
import { openSimulator } from './open-simulator.js';
import { type ConnectorSource, createOverRest } from './over-rest.js';

/** Where the rows are. */
export interface SourceFlags {
  /** True without a URL: the connector on this machine. */
  readonly server?: string | true;
  readonly connection?: string;
  readonly simulator?: boolean;
  readonly bulk?: boolean;
  readonly idempotencyKey?: string;
}

/** Only a connector has connections to choose from. */
export function isThroughConnector({ server, connection }: SourceFlags): boolean {
  return server !== undefined || connection !== undefined;
}

/** Receives a sentence for the person at the terminal, beside the rows. */
type Note = (sentence: string) => void;

/** Opens the source that the flags and the environment name: a connector, a simulator or the Twilio account. */
export async function openDataSource(flags: SourceFlags, env: Env, note: Note): Promise<DataSource> {
  if (isThroughConnector(flags) && flags.simulator) {
    throw new UsageError('Give either --simulator or a connector (--server, --connection), not both.');
  }
  if (isThroughConnector(flags)) return openConnector(flags, env, note);
  const { account, label, env: effective, isOwnSimulator, stop } = await openAccount(flags, env);
  try {
    const connection = firstConnectionFromEnv(account, effective);
    const kept = await openKey(flags, env, note);
    const proxy = proxyOfEnvironment(effective);
    const runtime = compose(connection, { credentials: account.credentials, ...(proxy && { proxy }) });
    let hasChanged = false;
    const onChange = () => {
      hasChanged = true;
    };
    const close = async () => {
      // Every call has ended, and idle connections do not keep the process alive. To wait until they are closed would take
      // as long as to load the catalog.
      await stop();
      await kept?.close();
      if (isOwnSimulator && hasChanged) note(FORGOTTEN);
    };
    return createInProcess({ runtime, account: label, kept, note, onChange, close });
  } catch (error) {
    await stop();
    throw error;
  }
}

const FORGOTTEN =
  'The simulator of this command ended with it, and so did the change. To keep a simulator, start one: npm start, or twilio-simulator.';

/** Opens the connector that the flags name. @throws UsageError without a token for it */
export function openConnector(
  { server, connection, idempotencyKey }: SourceFlags,
  env: Env,
  note: Note,
): ConnectorSource {
  const name = connection === undefined ? FIRST_CONNECTION : toConnectionName(connection, FIRST_PLACE);
  return createOverRest({ ...connectorAddress(server, env), connection: name, idempotencyKey, note });
}

/** Only a command with a key loads and opens the store. */
async function openKey({ idempotencyKey: key }: SourceFlags, env: Env, note: Note) {
  if (key === undefined) return undefined;
  const { openKeptKeys } = await import('./kept-keys.js');
  return { key, ...(await openKeptKeys(env, note)) };
}

interface OpenAccount {
  readonly account: Account;
  /** What an idempotency key is bound to. */
  readonly label: string;
  readonly env: Env;
  /** Whether the account ends with this command. */
  readonly isOwnSimulator: boolean;
  readonly stop: () => Promise<void>;
}

async function openAccount({ simulator, bulk }: SourceFlags, env: Env): Promise<OpenAccount> {
  if (simulator) return openSimulated(env, bulk);
  const account = accountFromEnv(env);
  if (account) {
    const own = { ...env, CONNECTOR_BULK: bulk };
    return { account, label: account.accountSid, env: own, isOwnSimulator: false, stop: async () => {} };
  }
  throw new UsageError(
    'No Twilio account: set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, name a connector with --server, or try --simulator.',
  );
}

/** A simulator has no region, edge or limit of its own. */
async function openSimulated(env: Env, bulk: boolean | undefined): Promise<OpenAccount> {
  const { url, accountSid, authToken, isOwn, stop } = await openSimulator(env);
  const { CONNECTOR_ALLOWED_OPERATIONS, CONNECTOR_ALLOWED_ACTIONS } = env;
  return {
    account: { accountSid, credentials: { authToken } },
    label: 'simulator',
    env: {
      CONNECTOR_ALLOWED_OPERATIONS,
      CONNECTOR_ALLOWED_ACTIONS,
      CONNECTOR_BULK: bulk,
      TWILIO_BASE_URL: `${url}/{product}`,
    },
    isOwnSimulator: isOwn,
    stop,
  };
}
