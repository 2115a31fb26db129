import { type ConfigVariableTemplate, configVariableTemplates, VALUE_FIELDS } from '@twilio-connector/connection';
import { isRecord } from '../../json/values.js';

/** A config variable as the connector takes it. */
type Variable = Readonly<Record<string, unknown>> & { readonly key: string };

/**
 * Sets config variables by key, as in `configVariables.bulk=true`, among those of a connection. An empty value removes a
 * variable. The connector refuses unknown keys and wrong values.
 *
 * @param changes a value for each key; anything but an object replaces the variables
 */
export function setVariables(before: unknown, changes: unknown): unknown {
  if (!isRecord(changes)) return changes;
  const kept = (Array.isArray(before) ? (before as readonly Variable[]) : []).filter(({ key }) => !(key in changes));
  const set = Object.entries(changes).filter(([, value]) => value !== '' && value !== null);
  return [...kept, ...set.map(([key, value]) => toVariable(key, value))];
}

function toVariable(key: string, value: unknown): Variable {
  const templates: readonly ConfigVariableTemplate[] = configVariableTemplates;
  const { valueType = 'STRING' } = templates.find((template) => template.key === key) ?? {};
  if (valueType === 'SECRET') return { key, secretValue: { secretVersion: value } };
  // A text such as 42 was read as JSON.
  return { key, [VALUE_FIELDS[valueType]]: valueType === 'STRING' || valueType === 'ENUM' ? String(value) : value };
}
