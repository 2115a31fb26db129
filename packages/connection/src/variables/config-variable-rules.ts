import type { Violation } from '../violations/refinements.js';
import type { ConfigValueType, ConfigVariableTemplate } from '../templates/config-variable-template.js';
import { expressionToText, holds, type VariableValues } from '../templates/logical-expression.js';
import { nearest } from '../violations/nearest.js';
import { isRecord, shapeOf } from '../violations/json-shape.js';

type ValueField = 'stringValue' | 'intValue' | 'boolValue' | 'secretValue';

/** In which field of the wire form a value of each type travels. */
export const VALUE_FIELDS: { readonly [type in ConfigValueType]: ValueField } = {
  STRING: 'stringValue',
  ENUM: 'stringValue',
  INT: 'intValue',
  BOOL: 'boolValue',
  SECRET: 'secretValue',
};

/** Every rule that the templates make for a list of variables. Items that are no variables at all are passed over. */
export function configVariableViolations(variables: unknown, templates: readonly ConfigVariableTemplate[]): Violation[] {
  const breaches: Violation[] = [];
  const isSet = new Set<string>();
  const seen = new Set<string>();
  for (const [index, variable] of (Array.isArray(variables) ? variables : []).entries()) {
    if (!isRecord(variable) || typeof variable['key'] !== 'string') continue;
    const { key } = variable;
    const template = templates.find((candidate) => candidate.key === key);
    if (!template) {
      breaches.push({ path: [index, 'key'], predicate: unknownKey(key, templates) });
      continue;
    }
    if (seen.has(key)) breaches.push({ path: [index, 'key'], predicate: `repeats ${key}; give each variable once` });
    seen.add(key);
    const wrong = valueViolations(variable, template);
    breaches.push(...wrong.map(({ path, predicate }) => ({ path: [index, ...path], predicate })));
    if (hasValue(variable, template) || wrong.length > 0) isSet.add(key);
  }
  const values = variableValues(variables, templates);
  const missing = templates.filter((template) => !isSet.has(template.key) && isRequired(template, values));
  return [...breaches, ...missing.map((template) => ({ path: [], predicate: lack(template) }))];
}

/** The values of a list of variables by key, as they travel, for conditions on them. */
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

function lack({ key, description, required, requiredCondition }: ConfigVariableTemplate): string {
  const condition = required || !requiredCondition ? '' : `, required when ${expressionToText(requiredCondition)}`;
  return `lacks ${key}${condition}: ${open(description)}`;
}

function unknownKey(key: string, templates: readonly ConfigVariableTemplate[]): string {
  if (templates.length === 0) return 'names a variable, and there are none here; leave it out';
  const keys = templates.map((template) => template.key);
  const meant = nearest(key, keys);
  return `names no variable of this connector; ${meant ? `did you mean ${meant}?` : `there are ${keys.join(', ')}`}`;
}

function valueViolations(variable: Record<string, unknown>, template: ConfigVariableTemplate): Violation[] {
  const due = VALUE_FIELDS[template.valueType];
  const others = new Set(Object.values(VALUE_FIELDS).filter((field) => field !== due && variable[field] !== undefined));
  const strays = [...others].map((field) => ({
    path: [field],
    predicate: `is not how ${template.key} is given; give it as ${due}`,
  }));
  const value = variable[due];
  if (value === true && template.notServed !== undefined) {
    const predicate = `is true, and ${template.notServed}; leave ${template.key} out`;
    return [...strays, { path: [due], predicate }];
  }
  if (typeof value !== 'string' || value === '') return strays;
  const rule = textRule(template);
  return rule(value)
    ? strays
    : [...strays, { path: [due], predicate: `is ${shapeOf(value)} that ${misfit(template)}` }];
}

/** What a text that travels as stringValue must satisfy. The other kinds have their rule in the schema. */
function textRule({ valueType, validationRegex, enumOptions }: ConfigVariableTemplate): (text: string) => boolean {
  if (valueType === 'ENUM') return (text) => enumOptions?.some(({ id }) => id === text) ?? false;
  if (valueType !== 'STRING' || validationRegex === undefined) return () => true;
  const pattern = new RegExp(validationRegex, 'u');
  return (text) => pattern.test(text);
}

function misfit({ valueType, key, description, enumOptions }: ConfigVariableTemplate): string {
  if (valueType !== 'ENUM') return `does not fit ${key}; give: ${open(description)}`;
  return `is no choice of ${key}; give one of ${enumOptions?.map(({ id }) => id).join(', ')}`;
}

function hasValue(variable: Record<string, unknown>, { valueType }: ConfigVariableTemplate): boolean {
  const value = variable[VALUE_FIELDS[valueType]];
  if (valueType === 'INT' || valueType === 'BOOL') return true;
  return value !== undefined && value !== '';
}

/** A description without its full stop, to stand inside a sentence. */
function open(description: string): string {
  return description.replace(/\.$/, '');
}
