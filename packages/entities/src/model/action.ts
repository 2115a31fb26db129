import type { Field } from './field.js';

/** A verb that is no operation on an entity type (a stored procedure), as data. */
export interface Action {
  readonly name: string;
  readonly description: string;
  readonly docs: string;
  /** Its input parameters; `create: 'required'` marks those that must be given. */
  readonly inputParameters: Readonly<Record<string, Field>>;
  /** The columns of its result. */
  readonly resultMetadata: Readonly<Record<string, Field>>;
}
