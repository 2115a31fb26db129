import { parametersOf, toProperty } from '../src/model/paths.js';
import type { Params, Resource, Verb } from '../src/model/resource.js';
import { type Row, textOf } from '../src/model/row.js';
import { resources } from '../src/resources/registry.js';
import type { Parameter, Schema } from '../src/twilio/operation.js';
import { ARRANGEMENTS } from './arrangements.js';
import type { Simulated } from './simulate.js';

/** All simulated operations except those that Twilio's documents do not have or no longer have. */
export const operations = resources.flatMap((resource) =>
  /^Feedback|Section$/.test(resource.name)
    ? []
    : (Object.keys(resource.operations) as Verb[]).map((verb) => {
        const pathValues = Object.values(resource.fixed).join('');
        return { resource, verb, name: `${verb} ${resource.name}${pathValues && ` (${pathValues})`}` };
      }),
);

/** The path and form of a request. */
export interface Prepared {
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
}

/**
 * Prepares the simulator for a valid request with every parameter of the operation.
 *
 * @param withUnknownSid whether the last parameter of the path is a SID that does not exist
 */
export async function prepare(
  resource: Resource,
  verb: Verb,
  simulated: Simulated,
  { withUnknownSid = false } = {},
): Promise<Prepared> {
  const special = await ARRANGEMENTS[`${verb} ${resource.name}`]?.(simulated);
  const params: Params = { ...paramsOf(resource, verb, simulated), ...special?.params };
  const template = templateOf(resource, verb);
  const asked = withUnknownSid ? template.replace(/\{\w+\}(?!.*\{)/, `ZZ${'9'.repeat(32)}`) : template;
  const path = asked.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const { form = {} } = resource.operations[verb] ?? {};
  return { path: resource.product === 'api' ? `${path}.json` : path, form: special?.form ?? valuesOf(form) };
}

/** A valid value for each parameter, by its type. */
export function valuesOf(parameters: Readonly<Record<string, Parameter>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, schema]) => [name, valueOf(name, schema.items ?? schema)]),
  );
}

function valueOf(name: string, { enum: values, pattern = '', type, format }: Schema): string {
  if (values?.[0]) return values[0];
  const prefix = /[A-Z]{2}/.exec(pattern)?.[0];
  if (prefix ?? pattern) return `${prefix ?? 'aa'}${'0'.repeat(32)}`;
  if (type === 'boolean') return 'true';
  if (type === 'integer' || type === 'number') return '1';
  // Some times are declared as plain strings.
  if (format?.startsWith('date') || /(Date|Time|After|Before)$/.test(name)) return '2024-01-01';
  if (format === 'phone-number' || format === 'endpoint') return '+15550100001';
  return type === 'string' ? 'text' : '{}';
}

/** An entity that has all the properties that the path needs. */
function rowOf(resource: Resource, { simulator }: Pick<Simulated, 'simulator'>): Row | undefined {
  const needed = resource.parents.filter(
    ({ parameter, property }) => property !== 'account_sid' && !resource.fixed[parameter],
  );
  return simulator
    .snapshot(resource.tableName)
    .findLast((row) => needed.every(({ property }) => row[property] != null));
}

/** The path of an operation, with its parameters in braces. */
export function templateOf({ path = '', instancePath = '' }: Resource, verb: Verb): string {
  return verb === 'list' || verb === 'create' ? path : instancePath;
}

/** The path parameters of a request to an existing entity. */
export function paramsOf(resource: Resource, verb: Verb, simulated: Pick<Simulated, 'simulator'>): Params {
  const row = rowOf(resource, simulated);
  const above = resource.parents.filter(({ property }) => property !== 'account_sid');
  const key = parametersOf(resource.instancePath ?? '').at(-1) ?? '';
  const values = above.map(({ parameter, property, resource: name }) => {
    const parent = name ? simulated.simulator.snapshot(name).at(-1) : undefined;
    return [parameter, textOf(row, property) || parent?.sid || ''];
  });
  const own = textOf(row, toProperty(key)) || row?.sid;
  const { accountSid } = simulated.simulator;
  const all: Params = { ...(own && { [key]: own }), AccountSid: accountSid, ...Object.fromEntries(values) };
  return Object.fromEntries(
    parametersOf(templateOf(resource, verb)).map((name) => [name, all[name] ?? '+15550100001']),
  );
}
