import { connectorNames } from '@twilio-connector/connection';
import { isRecord } from '../../json/values.js';
import { toVersionName } from '../connector/resource-names.js';
import { readSettings } from '../terminal/json-input.js';
import { UsageError } from '../terminal/usage-error.js';
import type { ConnectionFlags } from './connection-flags.js';
import { setVariables } from './config-variables.js';

/** The flags that describe a connection in place of a file. */
const DESCRIPTION = ['account', 'tokenSecret', 'apiKey', 'keySecret', 'minNodes', 'maxNodes', 'set'] as const;

/** @throws UsageError unless the connection is described either by flags or by a file */
export function checkDescription(flags: ConnectionFlags): void {
  const isDescribed = DESCRIPTION.some((name) => flags[name] !== undefined);
  if (isDescribed !== (flags.file !== undefined)) return;
  throw new UsageError(
    isDescribed
      ? 'Describe the connection either by flags such as --account or by --file, not both.'
      : 'Describe the connection: --account and --token-secret, or --file with its JSON.',
  );
}

/** The connection that the flags describe. What has only one possible value is filled in. */
export function newConnection(flags: ConnectionFlags): Readonly<Record<string, unknown>> {
  const { project, minNodes, maxNodes } = flags;
  const { patch } = readSettings(flags.set ?? []);
  const { nodeConfig, configVariables, ...others } = { nodeConfig: {}, ...patch } as Readonly<Record<string, unknown>>;
  const nodes = {
    ...(isRecord(nodeConfig) && nodeConfig),
    ...(minNodes !== undefined && { minNodeCount: minNodes }),
    ...(maxNodes !== undefined && { maxNodeCount: maxNodes }),
  };
  return {
    connectorVersion: connectorNames({ project }).version,
    authConfig: authConfigOf(flags),
    ...(Object.keys(nodes).length > 0 && { nodeConfig: nodes }),
    ...(configVariables !== undefined && { configVariables: setVariables([], configVariables) }),
    ...others,
  };
}

function authConfigOf(flags: ConnectionFlags) {
  const { account, tokenSecret, apiKey, keySecret } = flags;
  if (account === undefined) throw new UsageError('--account is required: the SID of the account, AC….');
  if (apiKey === undefined && keySecret === undefined) {
    if (tokenSecret === undefined) {
      throw new UsageError(
        '--token-secret is required: the secret that holds the auth token. "secrets create" makes one.',
      );
    }
    return { authType: 'USER_PASSWORD', userPassword: loginOf(account, tokenSecret, flags) };
  }
  if (apiKey === undefined || keySecret === undefined || tokenSecret !== undefined) {
    throw new UsageError('An API key needs --api-key and --key-secret, without --token-secret.');
  }
  return {
    authType: 'USER_PASSWORD',
    authKey: 'api_key',
    userPassword: loginOf(apiKey, keySecret, flags),
    additionalVariables: [{ key: 'account_sid', stringValue: account }],
  };
}

function loginOf(username: string, secret: string, flags: ConnectionFlags) {
  return { username, password: { secretVersion: toVersionName(secret, undefined, flags) } };
}
