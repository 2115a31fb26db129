import type { Random } from '../random.js';
import type { Values } from '../store.js';
import type { Properties, ValueSpec } from '../twilio/operations.js';

/** What made-up values are made from. */
export interface Source {
  readonly random: Pick<Random, 'below' | 'sid'>;
  /** The instant of times, in milliseconds. */
  readonly at: number;
  /** What texts begin with, such as `Queue 3`. */
  readonly label: string;
}

/** Makes values for one entity. */
export type Filler = (source: Source) => Values;

const WRITTEN_BY_ENGINE = new Set(['uri', 'url', 'links', 'subresource_uris']);

/** For entities of the seed: by their types; values of which only their resource knows the sense stay out. */
export function sampleFiller(properties: Properties): Filler {
  return toFiller(properties, (name, spec) => !spec.nullable || isPlain(name, spec));
}

/** For new entities: what an answer may not leave out. */
export function requiredFiller(properties: Properties): Filler {
  return toFiller(properties, (_, spec) => !spec.nullable);
}

function toFiller(properties: Properties, takes: (name: string, spec: ValueSpec) => boolean): Filler {
  const makers = Object.entries(properties)
    .filter(([name, spec]) => !WRITTEN_BY_ENGINE.has(name) && takes(name, spec))
    .map(([name, spec]) => [name, toMaker(name, spec)] as const);
  return (source) => {
    const values: Record<string, unknown> = {};
    for (const [name, make] of makers) values[name] = make(source);
    return values;
  };
}

/** Whether any value of the type is as good as another. */
function isPlain(name: string, { type, format, enum: values, pattern }: ValueSpec): boolean {
  if (pattern || type === undefined) return false;
  return (
    values !== undefined || format !== undefined || name === 'friendly_name' || (type !== 'string' && type !== 'object')
  );
}

function toMaker(name: string, spec: ValueSpec): (source: Source) => unknown {
  const { type, format = '', enum: values, pattern, minimum = 0, maximum = 100, properties = {} } = spec;
  if (values) return format === 'http-method' ? () => 'POST' : ({ random }) => values[random.below(values.length)];
  const prefix = /^\^\(?([A-Z]{2})/.exec(pattern ?? '')?.[1];
  if (prefix) return ({ random }) => random.sid(prefix);
  if (format.startsWith('date-time')) return ({ at }) => at;
  switch (type) {
    case 'boolean':
      return ({ random }) => random.below(2) === 1;
    case 'integer':
    case 'number':
      return ({ random }) => minimum + random.below(maximum - minimum);
    case 'array':
      return () => [];
    case 'object':
      return requiredFiller(properties);
    default:
      return toTextMaker(name, format);
  }
}

function toTextMaker(name: string, format: string): (source: Source) => string {
  const words = name.replaceAll('_', ' ');
  switch (format) {
    case 'uri':
      return () => `https://example.com/${name.replaceAll('_', '-')}`;
    case 'phone-number':
      return () => '+15550100199';
    case 'iso-country-code':
      return () => 'US';
    case 'currency':
      return () => 'USD';
    case 'date':
      return ({ at }) => new Date(at).toISOString().slice(0, 10);
    default:
      return name === 'friendly_name' ? ({ label }) => label : ({ label }) => `${label} ${words}`;
  }
}
