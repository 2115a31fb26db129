import type { HideSecrets } from './known-secrets.js';
import { MASK } from './token-shapes.js';

// With a plus (encoded or not), in groups of digits, or as 10 to 15 digits in a row. SIDs and timestamps do not match.
const PHONE_NUMBER = /(?:\+|%2B)\d[\d ().-]{5,18}\d|\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}|(?<![\w.])\d{10,15}(?!\w)/gi;
/** A code (`ENOSPC`) or a name (`TypeError`), in contrast to free text. */
const IDENTIFIER = /^(?:[A-Z][A-Z0-9_]{0,63}|[A-Za-z]{1,64})$/;
/** Removes secrets and phone numbers from an error before it is logged. */
export type Redact = (error: unknown) => unknown;

/** Members that are never logged, because they contain private data. */
const PRIVATE_MEMBERS = new Set([
  'body',
  'fields',
  'authorization',
  'password',
  'token',
  'authtoken',
  'to',
  'from',
  'sender',
]);

/** Creates the redaction of errors, whose messages, stacks and causes are free text. Their names and codes are kept. */
export function createRedact(hide: HideSecrets): Redact {
  const redactText = (text: string) => hide(text).replace(PHONE_NUMBER, MASK);
  const redactIdentifier = (value: unknown, depth: number) =>
    typeof value === 'string' && IDENTIFIER.test(value) ? value : redact(value, depth);
  const redact = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return redactText(value);
    if (typeof value !== 'object' || value === null) return value;
    if (depth > 6) return MASK;
    if (value instanceof Error) return redactError(value, depth);
    if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) =>
        PRIVATE_MEMBERS.has(name.toLowerCase()) ? [name, MASK] : [name, redact(member, depth + 1)],
      ),
    );
  };
  const redactError = (error: Error, depth: number): unknown => ({
    name: redactIdentifier(error.name, depth + 1),
    message: redactText(error.message),
    ...('code' in error && { code: redactIdentifier(error.code, depth + 1) }),
    ...(error.stack && { stack: redactText(error.stack) }),
    ...(error.cause !== undefined && { cause: redact(error.cause, depth + 1) }),
  });
  return (error) => redact(error, 0);
}
