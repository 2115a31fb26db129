import type { AuthConfig } from './auth-config.js';

/** The Twilio account of a connection and its credentials. */
export interface ConnectionAccount {
  readonly accountSid: string;
  /** Set when the connection authenticates with an API key. */
  readonly apiKeySid?: string;
  /**
   * Name of the secret version that holds the API key's secret, or the account's auth token without an API key:
   * `projects/{project}/secrets/{secret}/versions/{version}`.
   */
  readonly secretVersion: string;
}

/** The account and credentials of a valid connection, for every authentication method. */
export function connectionAccount({ authConfig }: { readonly authConfig: AuthConfig }): ConnectionAccount {
  const { authKey, userPassword, additionalVariables = [] } = authConfig;
  const { secretVersion } = userPassword.password;
  if (authKey !== 'api_key') return { accountSid: userPassword.username, secretVersion };
  const accountSid = additionalVariables.find(({ key }) => key === 'account_sid')?.stringValue ?? '';
  return { accountSid, apiKeySid: userPassword.username, secretVersion };
}
