import { PAGING_PARAMETERS, type Parameter, type Schema } from '../twilio/operation.js';
import { TwilioProblem } from '../twilio/problem.js';
import { parseTime } from '../twilio/times.js';

/** The parameters that an operation accepts. */
export interface Expected {
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Twilio's specific code and message for a parameter that is missing or malformed. */
  readonly refusals?: Readonly<Record<string, readonly [number, string]>> | undefined;
  /** Texts that a parameter accepts besides those of its type. */
  readonly accepts?: Readonly<Record<string, RegExp>> | undefined;
}

/**
 * Checks a query or a form against Twilio's OpenAPI. An empty value counts as missing.
 *
 * @throws TwilioProblem 20001, or the resource's specific code for that parameter
 */
export function checkParameters(given: URLSearchParams, { parameters, refusals = {}, accepts = {} }: Expected): void {
  const refusal = (name: string, reason: string) => {
    const [code, message] = refusals[name] ?? [20_001, reason];
    return new TwilioProblem(400, code, message);
  };
  for (const name of given.keys()) {
    if (Object.hasOwn(parameters, name) || PAGING_PARAMETERS.includes(name)) continue;
    throw new TwilioProblem(400, 20_001, `Unknown parameter: ${name}`);
  }
  for (const [name, { required }] of Object.entries(parameters)) {
    if (!required || given.get(name)) continue;
    throw refusal(name, `Missing required parameter ${name}`);
  }
  for (const [name, value] of given) {
    const schema = PAGING_PARAMETERS.includes(name) ? undefined : parameters[name];
    if (!schema || value === '' || accepts[name]?.test(value)) continue;
    const expected = expectedForm(schema.items ?? schema, value);
    if (expected) throw refusal(name, `${name} must be ${expected}.`);
  }
}

/** A description of the valid values; undefined when the value is valid. */
function expectedForm({ type, format, enum: values, pattern }: Schema, value: string): string | undefined {
  if (values && !values.includes(value)) return `one of ${values.join(', ')}`;
  if (pattern && !new RegExp(pattern).test(value)) return `of the form ${pattern}`;
  if (type === 'integer' && !/^-?\d+$/.test(value)) return 'a whole number';
  if (type === 'number' && !/^-?\d+(\.\d+)?$/.test(value)) return 'a number';
  if (type === 'boolean' && !/^(true|false)$/i.test(value)) return 'true or false';
  const isTime = format === 'date' || format === 'date-time';
  return isTime && !parseTime(value) ? 'a date or a time in ISO 8601' : undefined;
}
