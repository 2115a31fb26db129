import { dataTypeOf } from '../data-types/index.js';
import { sidForm, sidPattern } from '../data-types/text.js';
import { EntityError } from '../errors.js';
import { type EntityType, type Field, keyOf } from '../model/index.js';
import { toParameter } from '../wire-name.js';
import type { TwilioRequest } from './send.js';

type Values = Readonly<Record<string, unknown>>;

/** The request that reads or deletes one entity; without a key its place in the path stays open. */
export function planInstance(entityType: EntityType, method: 'GET' | 'DELETE', key: string | undefined): TwilioRequest {
  return { method, product: entityType.product, path: instancePath(entityType, key) };
}

/** The request that creates an entity from checked values. A value that stands in the path is not sent again. */
export function planCreate(entityType: EntityType, values: Values): TwilioRequest {
  const template = entityType.path;
  // {AccountSid} is the connection's.
  const inPath = Object.keys(values).filter((name) => name !== 'AccountSid' && template.includes(`{${name}}`));
  const path = inPath.reduce((text, name) => fill(text, name, String(values[name])), template);
  const inForm = Object.fromEntries(Object.entries(values).filter(([name]) => !inPath.includes(name)));
  return { method: 'POST', product: entityType.product, path: suffixed(path), form: toForm(entityType, inForm) };
}

/** The request that changes one entity to checked values; likewise. */
export function planUpdate(entityType: EntityType, key: string | undefined, values: Values): TwilioRequest {
  const path = instancePath(entityType, key);
  return { method: 'POST', product: entityType.product, path, form: toForm(entityType, values) };
}

/** The request for a page of the list. */
export function planList(entityType: EntityType, query: Readonly<Record<string, string | number>>): TwilioRequest {
  return { method: 'GET', product: entityType.product, path: suffixed(entityType.path), query };
}

/**
 * Checks that a key can be one: a malformed SID never reaches Twilio, nor a path that it would lead astray.
 *
 * @throws EntityError INVALID_KEY
 */
export function checkKey(entityType: EntityType, key: string): string {
  const name = keyOf(entityType);
  const { sid } = entityType.fields[name] as Field;
  const isValid = sid ? sidPattern(sid).test(key) : /^[^/\\?#\s%]+$/.test(key) && !/^\.+$/.test(key);
  if (isValid) return key;
  const form = sid ? sidForm(sid) : 'a text without slashes or spaces';
  throw new EntityError('INVALID_KEY', `The key of ${entityType.name} (${name}) must be ${form}.`, {
    violations: [{ field: name, description: `must be ${form}` }],
  });
}

function instancePath(entityType: EntityType, key: string | undefined): string {
  const name = keyOf(entityType);
  const template = entityType.instancePath ?? `${entityType.path}/{${name}}`;
  return suffixed(key === undefined ? template : fill(template, name, checkKey(entityType, key)));
}

function fill(path: string, name: string, value: string): string {
  return path.replace(`{${name}}`, encodeURIComponent(value));
}

// Without it the 2010 API answers XML (https://www.twilio.com/docs/usage/twilios-response).
function suffixed(path: string): string {
  return path.startsWith('/2010-04-01/') ? `${path}.json` : path;
}

function toForm(entityType: EntityType, values: Values): Record<string, string | string[]> {
  const entries = Object.entries(values).map(([name, value]) => {
    const field = entityType.fields[name] as Field;
    const { write } = dataTypeOf(field);
    const text = Array.isArray(value) && field.repeats ? value.map((item) => write(item)) : write(value);
    return [toParameter(name, field), text] as const;
  });
  return Object.fromEntries(entries);
}
