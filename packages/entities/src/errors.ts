/** One thing wrong with what a caller gave: which field, and what would be right. */
export interface FieldViolation {
  readonly field: string;
  readonly description: string;
}

/** Why a call was refused or could not be answered. */
export type EntityErrorCode =
  | 'UNKNOWN_ENTITY_TYPE'
  | 'UNKNOWN_ACTION'
  | 'UNSUPPORTED_OPERATION'
  | 'OPERATION_NOT_ALLOWED'
  | 'ACTION_NOT_ALLOWED'
  | 'INVALID_ALLOW_LIST'
  | 'INVALID_KEY'
  | 'INVALID_INPUT'
  | 'INVALID_CONDITION'
  | 'BULK_NOT_ALLOWED'
  | 'INVALID_SORT'
  | 'INVALID_PAGE_SIZE'
  | 'INVALID_PAGE_TOKEN'
  | 'TOO_MANY_REQUESTS'
  | 'RESULT_TOO_LARGE'
  | 'NOT_FOUND'
  | 'UNREADABLE_ANSWER'
  | 'OUTCOME_UNKNOWN';

interface EntityErrorOptions extends ErrorOptions {
  readonly violations?: readonly FieldViolation[];
  /** Where in the text of a condition, in characters from its beginning. */
  readonly position?: number;
}

/**
 * The one error of this package. Errors of `send` pass through it unchanged, save a 404 on an entity type that Twilio
 * has retired: that one becomes `NOT_FOUND` with what replaced it, the original as `cause`.
 */
export class EntityError extends Error {
  override readonly name = 'EntityError';
  readonly code: EntityErrorCode;
  readonly violations: readonly FieldViolation[];
  readonly position: number | undefined;

  constructor(code: EntityErrorCode, message: string, options: EntityErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.violations = options.violations ?? [];
    this.position = options.position;
  }
}

/** The refusal of an operation that an entity type does not offer. */
export function notOffered(
  { name, operations }: { readonly name: string; readonly operations: readonly string[] },
  operation: string,
  remedy = '',
): EntityError {
  const offered = operations.join(', ');
  return new EntityError('UNSUPPORTED_OPERATION', `${name} offers no ${operation}. It offers: ${offered}.${remedy}`);
}

/** The refusal of an operation that the entity type offers and the connection does not allow. */
export function notAllowed({ name }: { readonly name: string }, operation: string): EntityError {
  const message = `${operation} of ${name} is not allowed by this connection; its allow-list of operations decides.`;
  return new EntityError('OPERATION_NOT_ALLOWED', message);
}

/** Whether a value is an `EntityError`, also one from another copy of this package. */
export function isEntityError(value: unknown): value is EntityError {
  return value instanceof Error && value.name === 'EntityError' && 'code' in value;
}
