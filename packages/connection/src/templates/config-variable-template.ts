import type { LogicalExpression } from './logical-expression.js';

/** One value that an ENUM variable can have. */
export interface EnumOption {
  readonly id: string;
  readonly displayName: string;
}

/** Types of configuration variables that this build supports. */
export type ConfigValueType = 'STRING' | 'INT' | 'BOOL' | 'SECRET' | 'ENUM';

/**
 * Declares a configuration variable. Forms and validation are derived from it. Google's shape:
 * https://cloud.google.com/integration-connectors/docs/reference/rest/v1/ConfigVariableTemplate
 */
export interface ConfigVariableTemplate {
  readonly key: string;
  readonly valueType: ConfigValueType;
  readonly displayName: string;
  /** Says what a valid value looks like: the message for an invalid value ends with it. */
  readonly description: string;
  readonly required: boolean;
  /** Makes an optional variable required while the condition holds. */
  readonly requiredCondition?: LogicalExpression;
  /** Regular expression that a STRING must match, in RE2 syntax. */
  readonly validationRegex?: string;
  /** Matches the texts that a STRING must not have, in JavaScript's syntax, and says why. Not part of Google's shape. */
  readonly forbidden?: { readonly regex: RegExp; readonly problem: string };
  /** Values of an ENUM. */
  readonly enumOptions?: readonly EnumOption[];
  /** Forms show the variable among the advanced settings. */
  readonly isAdvanced?: boolean;
}
