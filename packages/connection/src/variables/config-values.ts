import type { ConfigVariable } from './config-variable.js';
import { VALUE_FIELDS } from './config-variable-rules.js';
import type { ConfigVariableTemplate } from '../templates/config-variable-template.js';
import { configVariableTemplates } from '../templates/config-variable-templates.js';

/** The part of a connection that holds its variables. */
interface WithVariables {
  readonly configVariables: readonly ConfigVariable[];
}

/** TypeScript type of each value type. */
interface Values {
  STRING: string;
  ENUM: string;
  INT: number;
  BOOL: boolean;
  /** Name of the secret version that holds the secret. */
  SECRET: string;
}

/** Values by key, typed by the templates. A variable that the connection does not set is absent. */
export type ConfigValues<Template extends ConfigVariableTemplate = (typeof configVariableTemplates)[number]> = {
  readonly [T in Template as T['key']]?: Values[T['valueType']];
};

/**
 * The values of a connection's variables. A variable without a value has the default that protobuf JSON omits: '', 0 or
 * false.
 */
export function configValues(connection: WithVariables): ConfigValues;
/** @param templates the templates that the connection was parsed with */
export function configValues<Template extends ConfigVariableTemplate>(
  connection: WithVariables,
  templates: readonly Template[],
): ConfigValues<Template>;
export function configValues(
  { configVariables }: WithVariables,
  templates: readonly ConfigVariableTemplate[] = configVariableTemplates,
): Readonly<Record<string, Values[keyof Values]>> {
  const entries = configVariables.flatMap((variable) => {
    const template = templates.find(({ key }) => key === variable.key);
    return template ? [[variable.key, valueOf(variable, template)] as const] : [];
  });
  return Object.fromEntries(entries);
}

function valueOf(variable: ConfigVariable, { valueType }: ConfigVariableTemplate): Values[keyof Values] {
  const field = VALUE_FIELDS[valueType];
  if (field === 'boolValue') return variable.boolValue ?? false;
  if (field === 'intValue') return Number(variable.intValue ?? 0);
  return (field === 'secretValue' ? variable.secretValue?.secretVersion : variable.stringValue) ?? '';
}
