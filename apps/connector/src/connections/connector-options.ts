import type { TwilioCredentials } from '@twilio-connector/client';
import { type Connection, ConnectionError, type FieldViolation } from '@twilio-connector/connection';
import { createFirstConnection, type FirstConnectionOptions, optionOf } from './first-connection.js';

/** The login of a program: the account's auth token, or an API key. */
export type ConnectorLogin =
  | { readonly authToken: string; readonly apiKeySid?: undefined; readonly apiKeySecret?: undefined }
  | { readonly apiKeySid: string; readonly apiKeySecret: string; readonly authToken?: undefined };

type Options = FirstConnectionOptions & ConnectorLogin;

/** @throws ConnectionError with all violations, by option */
export function readConnectorOptions(options: Options): {
  readonly connection: Connection;
  readonly credentials: TwilioCredentials;
} {
  const login = loginViolations(options);
  const connection = readConnection(options, login);
  const { authToken, apiKeySid = '', apiKeySecret = '' } = options;
  return { connection, credentials: authToken === undefined ? { apiKeySid, apiKeySecret } : { authToken } };
}

function readConnection(options: Options, login: readonly FieldViolation[]): Connection {
  const found = [...login];
  try {
    const connection = createFirstConnection(options);
    if (login.length === 0) return connection;
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    for (const { field, description } of error.violations) {
      const option = optionOf(options, field);
      // One option may set two fields.
      if (found.some((other) => other.field === option)) continue;
      found.push({ field: option, description: description.replace(field, option) });
    }
  }
  const descriptions = found.map(({ description }) => description).join(' ');
  throw new ConnectionError('INVALID_CONNECTION', `The options are not valid: ${descriptions}`, found);
}

const EXPECTED = "expected the account's authToken, or apiKeySid and apiKeySecret.";

/** Programs in JavaScript may pass anything. The descriptions do not repeat a secret. */
function loginViolations(options: { readonly [name in keyof ConnectorLogin]?: unknown }): FieldViolation[] {
  const { authToken, apiKeySid, apiKeySecret } = options;
  const violation = (field: string, problem: string) => [{ field, description: `${field} ${problem}; ${EXPECTED}` }];
  const isText = (value: unknown) => typeof value === 'string' && value !== '';
  if (apiKeySid === undefined && apiKeySecret === undefined) {
    if (authToken === undefined) return violation('authToken', 'is missing');
    return isText(authToken) ? [] : violation('authToken', 'is not a text');
  }
  if (authToken !== undefined) return violation('authToken', 'is given together with an API key');
  if (!isText(apiKeySid)) return violation('apiKeySid', 'is missing');
  return isText(apiKeySecret) ? [] : violation('apiKeySecret', 'is missing');
}
