import type { AuthConfig } from './auth-config.js';

/** The account that a connection works in, and where the secret to log in with is kept. */
export interface ConnectionAccount {
  readonly accountSid: string;
  /** There when an API key logs in, whose secret `secretVersion` holds; otherwise it holds the account's auth token. */
  readonly apiKeySid?: string;
  /** Name of the secret version, `projects/{project}/secrets/{secret}/versions/{version}`. */
  readonly secretVersion: string;
}

/** Reads how a valid connection logs in, whichever of the ways it has. */
export function connectionAccount({ authConfig }: { readonly authConfig: AuthConfig }): ConnectionAccount {
  const { authKey, userPassword, additionalVariables = [] } = authConfig;
  const { secretVersion } = userPassword.password;
  if (authKey !== 'api_key') return { accountSid: userPassword.username, secretVersion };
  const accountSid = additionalVariables.find(({ key }) => key === 'account_sid')?.stringValue ?? '';
  return { accountSid, apiKeySid: userPassword.username, secretVersion };
}
