import type { Form, World } from '../resources/resource.js';
import type { Row, Values } from '../store.js';
import { parseTime } from '../times.js';
import type { Properties, ValueSpec } from '../twilio/operations.js';
import { toSnakeCase } from './case.js';
import { requiredFiller } from './fill.js';
import { propertyOf, type ServedResource } from './served-resource.js';

/** A request as drafts are made from it. */
export interface Asked {
  readonly form: Form;
  /** The parameters of the path. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** A new entity as its form, its path and its declaration say by themselves. */
export function draftOf(served: ServedResource, { form, parameters }: Asked, world: World): Row {
  const { resource, owner, properties } = served;
  const at = world.now();
  const label = resource.name.replace(/s$/, '');
  const random = { below: () => 0, sid: (prefix: string) => world.sid(prefix) };
  const sid = world.sid(prefixOf(properties.sid));
  return {
    ...requiredFiller(properties)({ random, at, label }),
    account_sid: world.accountSid,
    date_created: at,
    date_updated: at,
    ...owner.blank,
    ...resource.blank,
    ...fromForm(served, 'create', form),
    sid,
    ...fromPath(served, parameters),
  };
}

/** What the fields of a form set. */
export function fromForm(served: ServedResource, verb: 'create' | 'update', form: Form): Values {
  const { properties, resource } = served;
  const fields = Object.entries(served.operations[verb]?.form ?? {}).filter(([name]) => form.has(name));
  const values: Record<string, unknown> = {};
  for (const [field, spec] of fields) {
    const [name, inner] = (resource.fields?.[field] ?? toSnakeCase(field)).split('.') as [string, string?];
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!property && !resource.fields?.[field]) continue;
    const value = spec.type === 'array' ? form.getAll(field) : toValue(form.get(field) ?? '', property ?? spec);
    values[name] = inner === undefined ? value : { ...(values[name] as object | undefined), [inner]: value };
  }
  return values;
}

/** What the parameters of a path say of the entities there. */
export function fromPath(served: ServedResource, parameters: Readonly<Record<string, string>>): Values {
  const { resource } = served;
  return Object.fromEntries(
    Object.entries(parameters).map(([name, word]) => [
      propertyOf(name, resource),
      resource.words?.[name]?.[word] ?? word,
    ]),
  );
}

/** The two letters of the SIDs that a property takes. */
export function prefixOf(spec: Properties[string] | undefined): string {
  return /^\^\(?([A-Z]{2})/.exec(spec?.pattern ?? '')?.[1] ?? 'XX';
}

function toValue(text: string, { type, format = '' }: ValueSpec): unknown {
  if (text === '' && type !== 'string') return null;
  if (format.startsWith('date-time')) return parseTime(text)?.ms ?? null;
  switch (type) {
    case 'boolean':
      return text.toLowerCase() === 'true';
    case 'integer':
    case 'number':
      return Number(text);
    case 'array':
      return text.split(',');
    case 'string':
      return text;
    default:
      return parseJson(text);
  }
}

/** A text that is no JSON stays as it is. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
