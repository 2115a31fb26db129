import type { Row } from '../model/table.js';
import type { Schema } from '../twilio/operation.js';
import { prefixOf } from '../engine/draft.js';
import type { Resource, SeedWorld } from '../model/resource.js';
import { newest, otherNumber, seedTime } from './seeding.js';

const LEAST = 3;
const PARENTS = 5;

/**
 * Entities that are made up from the types of a resource's properties, oldest first: in turn below the newest of those that
 * their path names.
 */
export function* sampleRows(resource: Resource, count: number, world: SeedWorld): Iterable<Row> {
  const { properties, fixed } = resource;
  const above = resource.parents
    .filter((parent) => parent.resource && parent.property !== 'account_sid')
    .map(({ property, resource: name = '' }) => ({ property, keys: newestKeys(name, world) }));
  if (above.some(({ keys }) => keys.length === 0)) return;
  const total = Math.max(LEAST, count);
  const prefix = prefixOf(properties.sid ?? {}) ?? 'XX';
  for (let index = 0; index < total; index++) {
    const at = { index, made: seedTime(world, index, total), name: resource.name, world };
    const own = Object.entries(properties).map(([name, schema]) => [name, sampleOf(name, schema, at)]);
    const parents = above.map(({ property, keys }) => [property, keys[index % keys.length]]);
    const row: Row = { ...Object.fromEntries([...own, ...parents]), ...fixed, sid: world.random.sid(prefix) };
    yield { ...row, ...resource.sample?.(index, world, row) };
  }
}

function newestKeys(resource: string, world: SeedWorld): readonly string[] {
  const table = world.table(resource);
  return newest(table, PARENTS).map((row) => table.keyOf(row));
}

interface At {
  readonly index: number;
  readonly made: number;
  /** The resource's. */
  readonly name: string;
  readonly world: SeedWorld;
}

/** A value for a property, by its name where that says more than its type. SIDs of others are left to the declaration. */
function sampleOf(name: string, schema: Schema, { index, made, name: resource, world }: At): unknown {
  const { type, format = '', enum: values, pattern } = schema;
  const { random, accountSid } = world;
  if (name === 'account_sid') return accountSid;
  if (pattern || name === 'url' || name === 'uri' || format === 'uri-map') return undefined;
  if (NAMED[name]) return NAMED[name];
  if (values?.[0]) return values[random.below(values.length)];
  if (format.startsWith('date')) return made;
  if (format === 'phone-number' || name === 'phone_number') return otherNumber(world);
  if (format === 'uri') return `https://example.com/${name.replaceAll('_', '-')}`;
  if (type === 'boolean') return random.below(2) === 0;
  if (type === 'integer' || type === 'number') return random.below(100);
  if (name.endsWith('name')) return `${toWords(resource)} ${index + 1}`;
  return schema.nullable ? null : undefined;
}

const NAMED: Readonly<Record<string, unknown>> = {
  api_version: '2010-04-01',
  attributes: '{}',
  country_code: 'US',
  currency: 'USD',
  email: 'owner@example.com',
  iso_country: 'US',
  price_unit: 'USD',
};

/** `SipDomains` -> `Sip domain`. */
function toWords(resource: string): string {
  return resource.replace(/s$/, '').replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
