import { stringProperty } from '../json-object.js';

/** A network failure reduced to name, message and codes: no request, no headers, no socket. */
export type NetworkError = Error & { code?: string; syscall?: string };

/** Codes of failures that occur before a request is written. See https://nodejs.org/api/tls.html#x509-certificate-error-codes */
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

/** The longest chain of causes that is searched. */
const MAX_DEPTH = 8;

/**
 * Whether an error alone proves that nothing was sent. Needed for a `fetch` that bypasses the pool, which would know.
 * The system call takes precedence over the code: a write to an open connection may also fail with EHOSTUNREACH.
 */
export function isBeforeSending({ code, syscall }: NetworkError): boolean {
  if (syscall !== undefined) return CONNECTING.has(syscall);
  return code !== undefined && BEFORE_SENDING.has(code);
}

/**
 * Copies the root cause of a failed `fetch` into a new error. The original is dropped because ky's errors hold the
 * request with its Authorization header, and undici's hold a socket.
 */
export function toNetworkError(error: unknown, redact: (text: string) => string): NetworkError {
  const found = findCause(error);
  const code = stringProperty(found, 'code');
  const syscall = stringProperty(found, 'syscall');
  const message = found instanceof Error && found.message !== '' ? found.message : (code ?? 'the request failed');
  return Object.assign(new Error(redact(message)), {
    name: found instanceof Error ? found.name : 'Error',
    ...(code !== undefined && { code }),
    ...(syscall !== undefined && { syscall }),
  });
}

/** Finds the innermost error that has a code, or else the innermost error. */
function findCause(error: unknown): unknown {
  let [current, found] = [error, error];
  for (let depth = 0; depth < MAX_DEPTH && current instanceof Error; depth++) {
    if (stringProperty(current, 'code') !== undefined || stringProperty(found, 'code') === undefined) found = current;
    current = current.cause;
  }
  return found;
}
