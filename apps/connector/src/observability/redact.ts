import { type HideSecrets, MASK } from './known-secrets.js';

// With a plus (encoded or not), in groups of digits, or as 10 to 15 digits in a row. SIDs and timestamps do not match.
const PHONE_NUMBER = /(?:\+|%2B)\d[\d ().-]{5,18}\d|\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}|(?<![\w.])\d{10,15}(?!\w)/gi;
/** Removes secrets and phone numbers from a value before it is logged. */
export type Redact = (value: unknown) => unknown;

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

/** Creates the redaction of a process that also hides its known secrets. */
export function createRedact(hide: HideSecrets): Redact {
  const redactText = (text: string) => hide(text).replace(PHONE_NUMBER, MASK);
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
    name: error.name,
    message: redactText(error.message),
    ...('code' in error && { code: redact(error.code, depth + 1) }),
    ...(error.stack && { stack: redactText(error.stack) }),
    ...(error.cause !== undefined && { cause: redact(error.cause, depth + 1) }),
  });
  return (value) => redact(value, 0);
}
