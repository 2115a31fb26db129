import type { LogicalExpression } from './logical-expression.js';

/** One choice of an ENUM variable. */
export interface EnumOption {
  readonly id: string;
  readonly displayName: string;
}

/** Kinds of values that variables of this build have. */
export type ConfigValueType = 'STRING' | 'INT' | 'BOOL' | 'SECRET' | 'ENUM';

/**
 * A variable that a connection may set, as data: a form is drawn from it, and values are validated by it. Google's
 * shape: https://cloud.google.com/integration-connectors/docs/reference/rest/v1/ConfigVariableTemplate
 */
export interface ConfigVariableTemplate {
  readonly key: string;
  readonly valueType: ConfigValueType;
  readonly displayName: string;
  /** Ends what a wrong value is told, so it says what a right one looks like. */
  readonly description: string;
  readonly required: boolean;
  /** When a variable that is not always required must be there. */
  readonly requiredCondition?: LogicalExpression;
  /** Regular expression that a STRING must match, in RE2's syntax. */
  readonly validationRegex?: string;
  /** Choices of an ENUM. */
  readonly enumOptions?: readonly EnumOption[];
  /** Belongs to the settings that few people need. */
  readonly isAdvanced?: boolean;
  /** Why this build refuses `true` of a BOOL: "proxies are not served by this build yet". Not on the wire. */
  readonly notServed?: string;
}
