import { type CanonicalCode, ConnectorError } from '../errors.js';

/** Why a connection cannot use a secret, for programs. Only `SECRET_UNAVAILABLE` may succeed on a retry. */
export type SecretErrorCode =
  | 'SECRET_NOT_FOUND'
  | 'SECRET_DISABLED'
  | 'SECRET_DESTROYED'
  | 'SECRET_UNREADABLE'
  | 'SECRET_MALFORMED'
  | 'SECRET_UNUSABLE'
  | 'SECRET_UNAVAILABLE';

/** A secret cannot be read or used. The message names the secret, the reason and the remedy, never the value. */
export class SecretError extends Error {
  override readonly name = 'SecretError';
  readonly code: SecretErrorCode;

  constructor(code: SecretErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A vault key is invalid, or the key file cannot be used. The message names the variable or the file, never the key. */
export class VaultKeyError extends Error {
  override readonly name = 'VaultKeyError';
}

/** The canonical code of each reason for which the vault refuses a call. */
export const VAULT_CODES = {
  INVALID_SECRET_NAME: 'INVALID_ARGUMENT',
  INVALID_LABELS: 'INVALID_ARGUMENT',
  INVALID_PAYLOAD: 'INVALID_ARGUMENT',
  INVALID_PAGE_TOKEN: 'INVALID_ARGUMENT',
  SECRET_EXISTS: 'ALREADY_EXISTS',
  SECRET_NOT_FOUND: 'NOT_FOUND',
  SECRET_VERSION_NOT_FOUND: 'NOT_FOUND',
  SECRET_VERSION_DISABLED: 'FAILED_PRECONDITION',
  SECRET_VERSION_DESTROYED: 'FAILED_PRECONDITION',
  ETAG_MISMATCH: 'ABORTED',
} as const satisfies Readonly<Record<string, CanonicalCode>>;

/** The vault refuses a call. */
export function vaultError(reason: keyof typeof VAULT_CODES, message: string): ConnectorError {
  return new ConnectorError(VAULT_CODES[reason], message, { reason });
}
