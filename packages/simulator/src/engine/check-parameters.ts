import { TwilioProblem } from '../twilio/problem.js';
import { parseTime } from '../twilio/times.js';
import type { Parameter, Schema } from '../twilio/operation.js';

const PAGING = ['PageSize', 'Page', 'PageToken'];

/** What a request's parameters are held against. */
export interface Expected {
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Twilio's own code and words for one that is missing or wrong. */
  readonly refusals?: Readonly<Record<string, readonly [number, string]>>;
}

/**
 * Holds a query or a form against what Twilio's OpenAPI declares. Empty values are as good as none, but for what is required.
 *
 * @throws TwilioProblem 20001, or the resource's own code for that parameter
 */
export function checkParameters(given: URLSearchParams, { parameters, refusals = {} }: Expected): void {
  const refusal = (name: string, reason: string) => {
    const [code, message] = refusals[name] ?? [20_001, reason];
    return new TwilioProblem(400, code, message);
  };
  for (const name of given.keys()) {
    if (Object.hasOwn(parameters, name) || PAGING.includes(name)) continue;
    throw new TwilioProblem(400, 20_001, `Unknown parameter: ${name}`);
  }
  for (const [name, { required }] of Object.entries(parameters)) {
    if (!required || given.get(name)) continue;
    throw refusal(name, `Missing required parameter ${name}`);
  }
  for (const [name, value] of given) {
    const schema = PAGING.includes(name) ? undefined : parameters[name];
    const expected = schema && value !== '' && unmet(schema.items ?? schema, value);
    if (expected) throw refusal(name, `${name} must be ${expected}.`);
  }
}

/** What a value should have been; undefined when it is right. */
function unmet({ type, format, enum: values, pattern }: Schema, value: string): string | undefined {
  if (values && !values.includes(value)) return `one of ${values.join(', ')}`;
  if (pattern && !new RegExp(pattern).test(value)) return `of the form ${pattern}`;
  if (type === 'integer' && !/^-?\d+$/.test(value)) return 'a whole number';
  if (type === 'number' && !/^-?\d+(\.\d+)?$/.test(value)) return 'a number';
  if (type === 'boolean' && !/^(true|false)$/i.test(value)) return 'true or false';
  const isTime = format === 'date' || format === 'date-time';
  return isTime && !parseTime(value) ? 'a date or a time in ISO 8601' : undefined;
}
