import type { Resource, SeedWorld } from '../model/resource.js';
import type { Row } from '../model/row.js';
import { newestRows } from '../model/table.js';
import type { Schema } from '../twilio/operation.js';
import { sidPrefixOf } from '../twilio/sid-prefix.js';
import { DAY_MS } from '../twilio/times.js';
import { otherNumber, seedTime } from './seeding.js';

const MIN_ROWS = 3;
const MAX_PARENTS = 5;
/** Short, so that reports of the last month find some of these few rows. */
const SAMPLE_SPAN_MS = 60 * DAY_MS;

/**
 * Generates rows from the types of a resource's properties, oldest first, spread over the newest entities of its parents. None
 * is older than its parent.
 */
export function* sampleRows(resource: Resource, count: number, world: SeedWorld): Iterable<Row> {
  const { properties, fixed } = resource;
  const parents = resource.parents
    .filter((parent) => parent.resource && parent.property !== 'account_sid')
    .map(({ property, resource: name = '' }) => ({ property, table: world.table(name), rows: newest(name, world) }));
  if (parents.some(({ rows }) => rows.length === 0)) return;
  const total = Math.max(MIN_ROWS, count);
  const prefix = sidPrefixOf(properties.sid ?? {}) ?? 'XX';
  let createdAt = 0;
  for (let index = 0; index < total; index++) {
    const above = parents.map(({ property, table, rows }) => ({ property, table, parent: rows[index % rows.length] }));
    const parentTimes = above.map(({ parent }) => Number(parent?.date_created ?? 0));
    createdAt = Math.max(createdAt, seedTime(world, index, total, SAMPLE_SPAN_MS), ...parentTimes);
    const context = { index, createdAt, resource: resource.name, world };
    const own = Object.entries(properties).map(([name, schema]) => [name, sampleOf(name, schema, context)]);
    const keys = above.map(({ property, table, parent }) => [property, parent && table.keyOf(parent)]);
    const row: Row = { ...Object.fromEntries([...own, ...keys]), ...fixed, sid: world.random.sid(prefix) };
    yield { ...row, ...resource.sample?.(index, world, row) };
  }
}

/** The newest entities, oldest first. */
function newest(resource: string, world: SeedWorld): readonly Row[] {
  return newestRows(world.table(resource), MAX_PARENTS).toReversed();
}

interface SampleContext {
  readonly index: number;
  readonly createdAt: number;
  readonly resource: string;
  readonly world: SeedWorld;
}

/** A value for a property, by its name where that says more than its type. The declaration sets SIDs of other entities. */
function sampleOf(name: string, schema: Schema, { index, createdAt, resource, world }: SampleContext): unknown {
  const { type, format = '', enum: values, pattern } = schema;
  const { random, accountSid } = world;
  if (name === 'account_sid') return accountSid;
  if (pattern || name === 'url' || name === 'uri' || format === 'uri-map') return undefined;
  if (VALUES_BY_NAME[name]) return VALUES_BY_NAME[name];
  if (values?.[0]) return values[random.below(values.length)];
  if (format.startsWith('date')) return createdAt;
  if (format === 'phone-number' || name === 'phone_number') return otherNumber(world);
  if (format === 'uri') return `https://example.com/${name.replaceAll('_', '-')}`;
  if (type === 'boolean') return random.below(2) === 0;
  if (type === 'integer' || type === 'number') return random.below(100);
  if (name.endsWith('name')) return `${toTitle(resource)} ${index + 1}`;
  return schema.nullable ? null : undefined;
}

const VALUES_BY_NAME: Readonly<Record<string, unknown>> = {
  api_version: '2010-04-01',
  attributes: '{}',
  country_code: 'US',
  currency: 'USD',
  email: 'owner@example.com',
  iso_country: 'US',
  price_unit: 'USD',
};

/** `SipDomains` -> `Sip domain`. */
function toTitle(resource: string): string {
  return resource.replace(/(?<=ss)es$|s$/, '').replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
