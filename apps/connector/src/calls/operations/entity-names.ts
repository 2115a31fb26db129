import { catalog, type EntityType, keyOf, type TwilioRequest } from '@twilio-connector/entities';
import type { Row } from './reads.js';

/** `SM` and 32 hexadecimal digits. Other keys can be values, such as a phone number or a name that a person chose. */
const SID = /^[A-Z]{2}[0-9a-f]{32}$/i;
const PARAMETER = /^\{.*\}$/;
/** Twilio's 2010 API ends its paths with it. */
const FORMAT = /\.json$/;
/** Comes from the connection, so it tells no rows apart. */
const ACCOUNT = '{AccountSid}';

/**
 * Names an entity below its connection: `entityTypes/Messages/entities/SM…`. Undefined unless its key and those of its parents
 * are SIDs, which Twilio makes and which say nothing about anybody.
 */
export function entityName(entityType: string, id: string): string | undefined {
  return id.split('/').every((part) => SID.test(part)) ? `entityTypes/${entityType}/entities/${id}` : undefined;
}

const types = Object.values<EntityType>(catalog)
  .filter((entityType) => keyOf(entityType) !== undefined)
  .map((entityType) => ({ ...entityType, key: keyOf(entityType) ?? '', segments: entityType.path.split('/') }))
  .toSorted((one, other) => other.segments.length - one.segments.length);

/**
 * Names the entity that an action is about, as its request tells: the one in whose path it is, or the one that it made. Undefined
 * if there is none, or if the action only reads.
 */
export function entityOfAction({ method, product = 'api', path }: TwilioRequest, result: Row = {}): string | undefined {
  if (method === 'GET') return undefined;
  const segments = path.replace(FORMAT, '').split('/');
  for (const { name, key, segments: pattern, product: ofType = 'api' } of types) {
    if (ofType !== product || !isBelow(pattern, segments)) continue;
    const parents = segments.filter((_, index) => PARAMETER.test(pattern[index] ?? '') && pattern[index] !== ACCOUNT);
    const last = segments[pattern.length] ?? result[key];
    const found = typeof last === 'string' ? entityName(name, [...parents, last].join('/')) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function isBelow(pattern: readonly string[], segments: readonly string[]): boolean {
  return pattern.every((segment, index) => segment === segments[index] || (PARAMETER.test(segment) && segments[index]));
}
