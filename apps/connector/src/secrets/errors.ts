/** Why a secret could not be had, for programs. Only `SECRET_UNAVAILABLE` may pass by itself. */
export type SecretErrorCode =
  'SECRET_NOT_FOUND' | 'SECRET_DISABLED' | 'SECRET_DESTROYED' | 'SECRET_UNREADABLE' | 'SECRET_UNAVAILABLE';

/** A secret that cannot be had. Says which one, why and what to do; never what it holds. */
export class SecretError extends Error {
  override readonly name = 'SecretError';
  readonly code: SecretErrorCode;

  constructor(code: SecretErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A key of the vault that cannot be one, or a key file that cannot be used. Names the variable or the file, not the key. */
export class VaultKeyError extends Error {
  override readonly name = 'VaultKeyError';
}

/** Google's canonical codes that the vault refuses with. */
export type VaultErrorCode = 'INVALID_ARGUMENT' | 'NOT_FOUND' | 'ALREADY_EXISTS' | 'FAILED_PRECONDITION' | 'ABORTED';

/** The same, more closely. */
export type VaultErrorReason =
  | 'INVALID_SECRET_NAME'
  | 'INVALID_LABELS'
  | 'INVALID_PAYLOAD'
  | 'INVALID_PAGE_TOKEN'
  | 'SECRET_EXISTS'
  | 'SECRET_NOT_FOUND'
  | 'SECRET_VERSION_NOT_FOUND'
  | 'SECRET_VERSION_DISABLED'
  | 'SECRET_VERSION_DESTROYED'
  | 'ETAG_MISMATCH';

/** What each refusal of the vault means in Google's words. */
export const VAULT_CODES: Readonly<Record<VaultErrorReason, VaultErrorCode>> = {
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
};

/** What the vault refuses, by Secret Manager's rules. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly code: VaultErrorCode;
  readonly reason: VaultErrorReason;

  constructor(reason: VaultErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = VAULT_CODES[reason];
    this.reason = reason;
  }
}
