/** One problem with the caller's input: the field, and how to fix it. */
export interface FieldViolation {
  readonly field: string;
  readonly description: string;
}

/** The reason why a call failed. */
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
  | 'INCOMPLETE_LIST'
  | 'NOT_FOUND'
  | 'UNREADABLE_ANSWER'
  | 'OUTCOME_UNKNOWN';

interface EntityErrorOptions extends ErrorOptions {
  readonly violations?: readonly FieldViolation[];
  /** The character offset in the text of a condition. */
  readonly position?: number;
}

/**
 * The error class of this package. Errors of `send` pass through unchanged, with one exception: a 404 on an entity type
 * that Twilio has retired becomes `NOT_FOUND` and names the replacement; the original error is its `cause`.
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

/** Creates the error for an operation that an entity type does not offer. */
export function notOffered(
  { name, operations }: { readonly name: string; readonly operations: readonly string[] },
  operation: string,
  remedy = '',
): EntityError {
  const offered = operations.join(', ');
  return new EntityError(
    'UNSUPPORTED_OPERATION',
    `${name} does not offer ${operation}. It offers: ${offered}.${remedy}`,
  );
}

/** Creates the error for an operation that the connection does not allow. */
export function notAllowed({ name }: { readonly name: string }, operation: string): EntityError {
  const message = `This connection does not allow ${operation} of ${name}. Add ${name}.${operation} to its allow-list of operations.`;
  return new EntityError('OPERATION_NOT_ALLOWED', message);
}

/** Whether a value is an `EntityError`, including one from another copy of this package. */
export function isEntityError(value: unknown): value is EntityError {
  return value instanceof Error && value.name === 'EntityError' && 'code' in value;
}
