import { toProperty } from '../model/paths.js';
import type { Form, Params, Resource, Values, World } from '../model/resource.js';
import type { Row } from '../model/row.js';
import type { Schema } from '../twilio/operation.js';
import { sidPrefixOf } from '../twilio/sid-prefix.js';

/** Builds a row from a form: parameters become properties of the same name; SID, parents and times are added. */
export function draftOf(resource: Resource, form: Form, world: World, params: Params): Row {
  const { properties, parents, fixed, defaults } = resource;
  const prefix = sidPrefixOf(properties.sid ?? {});
  const now = world.now();
  const all = { ...fixed, ...params };
  const above = parents.map((parent) => [parent.property, parent.to(all[parent.parameter] ?? '')]);
  const initial = Object.entries(properties).map(([name, schema]) => [name, initialValue(name, schema, now)]);
  return {
    ...Object.fromEntries(initial.filter(([, value]) => value !== undefined)),
    ...('account_sid' in properties && { account_sid: world.accountSid }),
    ...Object.fromEntries(above),
    ...defaults,
    ...valuesOf(resource, form, resource.operations.create?.form ?? {}),
    sid: world.sid(prefix ?? 'XX'),
  };
}

/** The values that a form changes, by the names of its parameters, plus the time of the update. */
export function changesOf(resource: Resource, form: Form, world: World): Values {
  return {
    ...valuesOf(resource, form, resource.operations.update?.form ?? {}),
    ...('date_updated' in resource.properties && { date_updated: world.now() }),
  };
}

function valuesOf({ properties }: Resource, form: Form, parameters: Readonly<Record<string, Schema>>): Values {
  const given = Object.keys(parameters).filter((name) => form.has(name) && toProperty(name) in properties);
  return Object.fromEntries(
    given.map((name) => {
      const schema = properties[toProperty(name)] ?? {};
      const value = schema.type === 'array' ? form.getAll(name) : toValue(form.get(name) ?? '', schema);
      return [toProperty(name), value];
    }),
  );
}

/** Converts a parameter's text to the property's type. Instants become milliseconds. */
function toValue(text: string, { type, format }: Schema): unknown {
  if (type === 'boolean') return text.toLowerCase() === 'true';
  if (text === '') return type === undefined || type === 'string' ? text : null;
  if (type === 'integer' || type === 'number') return Number(text);
  if (format === 'date-time' || format === 'date-time-rfc-2822') return Date.parse(text);
  return type === 'object' || type === undefined ? parseJsonOrText(text) : text;
}

function parseJsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The value of a property that the form does not set; undefined for none. */
function initialValue(name: string, schema: Schema, now: number): unknown {
  if (name === 'date_created' || name === 'date_updated') return now;
  if (name === 'api_version') return '2010-04-01';
  if (name === 'attributes' && schema.type === 'string') return '{}';
  if (schema.format === 'http-method') return 'POST';
  if (schema.enum && !schema.nullable) return schema.enum[0];
  if (schema.type === 'boolean') return false;
  if (schema.nullable) return undefined;
  return schema.type === 'integer' || schema.type === 'number' ? 0 : undefined;
}
