/** A failure of the network with nothing in it but what names it: no request, no headers, no socket. */
export type NetworkError = Error & { code?: string; syscall?: string };

/** Codes of failures that come before a request is written. Node names them: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const BEFORE_SENDING = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_CHAIN_TOO_LONG',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const CONNECTING = new Set(['connect', 'getaddrinfo']);

/** How many causes are looked through. */
const MAX_DEPTH = 8;

/**
 * Whether an error proves by itself that nothing was sent; for a `fetch` that does not use our connections, which
 * know. The system call decides where there is one: a write on an old connection may fail with EHOSTUNREACH too.
 */
export function isBeforeSending({ code, syscall }: NetworkError): boolean {
  if (syscall !== undefined) return CONNECTING.has(syscall);
  return code !== undefined && BEFORE_SENDING.has(code);
}

/**
 * What lies at the bottom of a failed `fetch`, as a new error. The original is dropped: ky's errors hold the request
 * with its Authorization header, undici's a socket.
 */
export function toNetworkError(error: unknown, redact: (text: string) => string): NetworkError {
  const found = findCause(error);
  const { code, syscall } = { code: textOf(found, 'code'), syscall: textOf(found, 'syscall') };
  const message = found instanceof Error && found.message !== '' ? found.message : (code ?? 'the request failed');
  return Object.assign(new Error(redact(message)), {
    name: found instanceof Error ? found.name : 'Error',
    ...(code !== undefined && { code }),
    ...(syscall !== undefined && { syscall }),
  });
}

/** The innermost error that has a code, else the innermost error. */
function findCause(error: unknown): unknown {
  let [current, found] = [error, error];
  for (let depth = 0; depth < MAX_DEPTH && current instanceof Error; depth++) {
    if (textOf(current, 'code') !== undefined || textOf(found, 'code') === undefined) found = current;
    current = current.cause;
  }
  return found;
}

function textOf(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const text: unknown = Reflect.get(value, key);
  return typeof text === 'string' ? text : undefined;
}
