import { TwilioRequestError } from './errors.js';
import { createSecretFilter, type SecretFilter } from './secret-filter.js';
import { toBase64Forms, toSecretForms } from './secret-forms.js';

/**
 * The account's own auth token, or an API key. See
 * https://www.twilio.com/docs/usage/requests-to-twilio.
 */
export type TwilioCredentials = { authToken: string } | { apiKeySid: string; apiKeySecret: string };

/** The only holder of the secret. It keeps the secret in closures, so that printing a client cannot reveal it. */
export interface Authorization {
  /** The value of the `Authorization` header. */
  header: () => string;
  /** Replaces the credentials in any encoding, and every Basic login, even a truncated one, with `[secret]`. For messages. */
  redact: (text: string) => string;
  /** Replaces only the credentials themselves, so that other data stays intact. For response bodies. */
  hide: (text: string) => string;
  /** Does the same for the bytes of one response. */
  createFilter: () => SecretFilter;
}

/**
 * Twilio's secrets have 32 characters. A much shorter one, as used with a simulator, may be an ordinary word, so texts are not
 * searched for it. No text contains it unless the server repeats it: nothing here renders the field that holds it.
 */
const MIN_HIDDEN = 16;

/** The header's value in any spelling, possibly truncated, but too long to be a word in a sentence. */
const BASIC_LOGIN = /\bBasic\s+[A-Za-z0-9+/]{20,}=*/gi;

const API_KEY_SID = /^SK[0-9a-fA-F]{32}$/;

/** @throws TwilioRequestError when a credential is missing or malformed; the message does not repeat it */
export function createAuthorization(accountSid: string, credentials: TwilioCredentials): Authorization {
  const { user, password } = toUserAndPassword(accountSid, credentials);
  const encoded = Buffer.from(`${user}:${password}`).toString('base64');
  // The longest first, so that replacing one leaves no part of another.
  const forms = [...toBase64Forms(encoded), ...(password.length < MIN_HIDDEN ? [] : toSecretForms(password))].toSorted(
    (a, b) => b.length - a.length,
  );
  const bytes = forms.map((form) => Buffer.from(form));
  return {
    header: () => `Basic ${encoded}`,
    redact: (text) => mask(text, [BASIC_LOGIN, ...forms]),
    hide: (text) => mask(text, forms),
    createFilter: () => createSecretFilter(bytes),
  };
}

function mask(text: string, secrets: readonly (string | RegExp)[]): string {
  return secrets.reduce<string>((rest, secret) => rest.replaceAll(secret, '[secret]'), text);
}

function toUserAndPassword(accountSid: string, credentials: TwilioCredentials) {
  if ('authToken' in credentials) {
    return { user: accountSid, password: required(credentials.authToken, 'authToken') };
  }
  if (!API_KEY_SID.test(credentials.apiKeySid)) {
    throw new TwilioRequestError('credentials.apiKeySid must be "SK" followed by 32 hexadecimal digits.');
  }
  return { user: credentials.apiKeySid, password: required(credentials.apiKeySecret, 'apiKeySecret') };
}

function required(secret: unknown, name: string): string {
  if (typeof secret === 'string' && secret !== '') return secret;
  throw new TwilioRequestError(`credentials.${name} must be a non-empty string.`);
}
