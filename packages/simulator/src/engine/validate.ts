import { TwilioProblem } from '../problem.js';
import type { Refusal } from '../resources/resource.js';
import { parseTime } from '../times.js';
import type { Properties, ValueSpec } from '../twilio/operations.js';

/** The list reads these, with codes of their own. */
const PAGING = ['PageSize', 'Page', 'PageToken'];

/**
 * Refuses what Twilio's OpenAPI does not allow: a parameter that there is not, one that is missing, a value that is none of
 * its kind. An empty value is none, as it is to Twilio, but it is no number.
 *
 * @param refusals what a resource answers for a parameter instead of 20001
 * @throws TwilioProblem
 */
export function checkParameters(
  specs: Properties,
  given: URLSearchParams,
  refusals: Readonly<Record<string, Refusal>> = {},
): void {
  const refuse = (name: string, sentence: string): never => {
    const [code, message] = (Object.hasOwn(refusals, name) && refusals[name]) || [20_001, sentence];
    throw new TwilioProblem(400, code, message);
  };
  for (const name of given.keys()) {
    if (!Object.hasOwn(specs, name)) {
      throw new TwilioProblem(400, 20_001, `Unknown parameter: ${name} is none of this resource's.`);
    }
  }
  for (const [name, spec] of Object.entries(specs)) {
    if (PAGING.includes(name)) continue;
    const kind = spec.type === 'array' ? spec.items : spec;
    const isNumber = kind?.type === 'integer' || kind?.type === 'number';
    const values = given.getAll(name).filter((value) => value !== '' || isNumber);
    if (spec.required && values.length === 0) refuse(name, `Missing required parameter: ${name}.`);
    const expected = kind && values.map((value) => expectedInstead(value, kind)).find(Boolean);
    if (expected) refuse(name, `Invalid parameter: ${name} must be ${expected}.`);
  }
}

/** What a text should be, when it is not what the OpenAPI says. */
function expectedInstead(text: string, spec: ValueSpec): string | undefined {
  const { type, format, enum: values, pattern, minimum, maximum } = spec;
  if (values && !values.includes(text)) return `one of ${values.join(', ')}`;
  if (pattern && !new RegExp(pattern).test(text)) return `a text that matches ${pattern}`;
  if (format === 'date-time' || format === 'date') return parseTime(text) ? undefined : 'a date or a time in ISO 8601';
  switch (type) {
    case 'boolean':
      return /^(?:true|false)$/i.test(text) ? undefined : 'true or false';
    case 'integer':
    case 'number': {
      const isRead = type === 'integer' ? /^[+-]?\d+$/.test(text) : text.trim() !== '' && !Number.isNaN(Number(text));
      const isWithin = Number(text) >= (minimum ?? -Infinity) && Number(text) <= (maximum ?? Infinity);
      return isRead && isWithin ? undefined : `${type === 'integer' ? 'a whole number' : 'a number'}${range(spec)}`;
    }
    default:
      return undefined;
  }
}

function range({ minimum, maximum }: ValueSpec): string {
  if (minimum === undefined && maximum === undefined) return '';
  if (maximum === undefined) return ` from ${minimum}`;
  return minimum === undefined ? ` up to ${maximum}` : ` from ${minimum} to ${maximum}`;
}
