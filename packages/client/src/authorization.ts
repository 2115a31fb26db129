import { TwilioRequestError } from './errors.js';
import type { ProxyOptions } from './proxy/proxy-options.js';
import { toBase64 } from './proxy/proxy-login.js';
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

/** A short word is not hidden even in messages: it would make them unreadable, and nothing renders it. */
const MIN_REDACTED = 6;

/**
 * @param proxies their passwords are hidden, too
 * @throws TwilioRequestError when a credential is missing or malformed; the message does not repeat it
 */
export function createAuthorization(
  accountSid: string,
  credentials: TwilioCredentials,
  proxies: readonly ProxyOptions[] = [],
): Authorization {
  const { user, password } = toUserAndPassword(accountSid, credentials);
  const encoded = Buffer.from(`${user}:${password}`).toString('base64');
  const logins = [encoded, ...proxies.flatMap(({ authentication: login }) => (login ? [toBase64(login)] : []))];
  const passwords = [password, ...proxies.flatMap(({ authentication: login }) => (login ? [login.password] : []))];
  const forms = toForms(logins, passwords, MIN_HIDDEN);
  const shortForms = toForms([], passwords.slice(1), MIN_REDACTED);
  const bytes = forms.map((form) => Buffer.from(form));
  return {
    header: () => `Basic ${encoded}`,
    redact: (text) => mask(text, [BASIC_LOGIN, ...forms, ...shortForms]),
    hide: (text) => mask(text, forms),
    createFilter: () => createSecretFilter(bytes),
  };
}

/** The longest first, so that replacing one leaves no part of another. */
function toForms(logins: readonly string[], passwords: readonly string[], minLength: number): string[] {
  const hidden = passwords.filter(({ length }) => length >= minLength);
  const long = logins.filter(({ length }) => length >= minLength);
  return [...long.flatMap(toBase64Forms), ...hidden.flatMap(toSecretForms)].toSorted((a, b) => b.length - a.length);
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
