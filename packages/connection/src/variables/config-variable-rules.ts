import type { ConfigValueType, ConfigVariableTemplate } from '../templates/config-variable-template.js';
import { expressionToText, holds, type VariableValues } from '../templates/logical-expression.js';
import { isRecord, shapeOf } from '../violations/json-shape.js';
import { nearest } from '../violations/nearest.js';
import type { Violation } from '../violations/refinements.js';

type ValueField = 'stringValue' | 'intValue' | 'boolValue' | 'secretValue';

/** The JSON field that holds a value of each type. */
export const VALUE_FIELDS: { readonly [type in ConfigValueType]: ValueField } = {
  STRING: 'stringValue',
  ENUM: 'stringValue',
  INT: 'intValue',
  BOOL: 'boolValue',
  SECRET: 'secretValue',
};

/** All violations of the templates by a list of variables. Skips malformed items, which the schema rejects. */
export function configVariableViolations(
  variables: unknown,
  templates: readonly ConfigVariableTemplate[],
): Violation[] {
  const violations: Violation[] = [];
  const keysWithValue = new Set<string>();
  const seen = new Set<string>();
  for (const [index, variable] of (Array.isArray(variables) ? variables : []).entries()) {
    if (!isRecord(variable) || typeof variable['key'] !== 'string') continue;
    const { key } = variable;
    const template = templates.find((candidate) => candidate.key === key);
    if (!template) {
      violations.push({ path: [index, 'key'], problem: unknownKey(key, templates) });
      continue;
    }
    if (seen.has(key)) violations.push({ path: [index, 'key'], problem: `repeats ${key}; set each variable once` });
    seen.add(key);
    const ofValue = valueViolations(variable, template);
    violations.push(...ofValue.map(({ path, problem }) => ({ path: [index, ...path], problem })));
    // An invalid value is not reported as missing too.
    if (hasValue(variable, template) || ofValue.length > 0) keysWithValue.add(key);
  }
  const values = variableValues(variables, templates);
  const missing = templates.filter((template) => !keysWithValue.has(template.key) && isRequired(template, values));
  return [...violations, ...missing.map((template) => ({ path: [], problem: missingVariable(template) }))];
}

/** The values of a list of variables by key, in JSON form, for evaluating conditions. */
export function variableValues(variables: unknown, templates: readonly ConfigVariableTemplate[]): VariableValues {
  const list: unknown[] = Array.isArray(variables) ? variables : [];
  return Object.fromEntries(
    list.flatMap((variable) => {
      const template = isRecord(variable) ? templates.find(({ key }) => key === variable['key']) : undefined;
      return isRecord(variable) && template ? [[template.key, variable[VALUE_FIELDS[template.valueType]]]] : [];
    }),
  );
}

function isRequired({ required, requiredCondition }: ConfigVariableTemplate, values: VariableValues): boolean {
  return required || (requiredCondition !== undefined && holds(requiredCondition, values));
}

function missingVariable({ key, description, required, requiredCondition }: ConfigVariableTemplate): string {
  const condition = required || !requiredCondition ? '' : ` when ${expressionToText(requiredCondition)}`;
  return `lacks ${key}, which is required${condition}; add it: ${withoutFullStop(description)}`;
}

function unknownKey(key: string, templates: readonly ConfigVariableTemplate[]): string {
  if (templates.length === 0) return 'names a variable, but no variables are allowed here; remove it';
  const keys = templates.map((template) => template.key);
  const suggestion = nearest(key, keys);
  return `is not a known variable; ${suggestion ? `did you mean ${suggestion}?` : `expected one of ${keys.join(', ')}`}`;
}

function valueViolations(variable: Record<string, unknown>, template: ConfigVariableTemplate): Violation[] {
  const valueField = VALUE_FIELDS[template.valueType];
  const otherFields = new Set(
    Object.values(VALUE_FIELDS).filter((field) => field !== valueField && variable[field] !== undefined),
  );
  const misplaced = [...otherFields].map((field) => ({
    path: [field],
    problem: `is the wrong field for ${template.key}; use ${valueField}`,
  }));
  const value = variable[valueField];
  if (typeof value !== 'string' || value === '') return misplaced;
  const { forbidden } = template;
  if (forbidden?.regex.test(value)) return [...misplaced, { path: [valueField], problem: forbidden.problem }];
  if (isValidText(value, template)) return misplaced;
  return [...misplaced, { path: [valueField], problem: `is ${shapeOf(value)}, ${invalidText(template)}` }];
}

/** Checks a `stringValue`. The schema checks the other value fields. */
function isValidText(text: string, { valueType, validationRegex, enumOptions }: ConfigVariableTemplate): boolean {
  if (valueType === 'ENUM') return enumOptions?.some(({ id }) => id === text) ?? false;
  if (valueType !== 'STRING' || validationRegex === undefined) return true;
  return new RegExp(validationRegex, 'u').test(text);
}

function invalidText({ valueType, key, description, enumOptions }: ConfigVariableTemplate): string {
  if (valueType !== 'ENUM') return `which is not valid for ${key}; expected: ${withoutFullStop(description)}`;
  return `which is not a value of ${key}; expected one of ${enumOptions?.map(({ id }) => id).join(', ')}`;
}

function hasValue(variable: Record<string, unknown>, { valueType }: ConfigVariableTemplate): boolean {
  const value = variable[VALUE_FIELDS[valueType]];
  if (valueType === 'INT' || valueType === 'BOOL') return true;
  return value !== undefined && value !== '';
}

function withoutFullStop(description: string): string {
  return description.replace(/\.$/, '');
}
