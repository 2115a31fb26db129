import { describe, expect, test } from 'vitest';
import { catalog, describeEntityType, type EntityType, type Field, keyOf } from '../src/index.js';
import { toParameter, toSource } from '../src/wire-name.js';
import { openApiPath } from './openapi.js';

/** What Twilio has and a declaration leaves out, and why. One place for all. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  PageSize: 'the page size of the call',
  Page: 'part of the page token',
  PageToken: 'part of the page token',
};

const entityTypes: readonly EntityType[] = Object.values(catalog);

describe.each(entityTypes.map((entityType) => [entityType.name, entityType] as const))('%s', (name, entityType) => {
  const key = keyOf(entityType);
  const collection = openApiPath(toApiPath(entityType, entityType.path));
  const instance = openApiPath(toApiPath(entityType, entityType.instancePath ?? `${entityType.path}/{${key}}`));
  const fields = Object.entries<Field>(entityType.fields);
  const offers = (operation: EntityType['operations'][number]) => entityType.operations.includes(operation);

  test('is listed under its own name and refers only to fields that exist', () => {
    expect(catalog).toHaveProperty(name, entityType);
    const named = [...(entityType.createNeedsOneOf ?? []), ...Object.values(entityType.answer ?? {})].flat();
    expect(Object.keys(entityType.fields)).toEqual(expect.arrayContaining(named));
    expect(fields.filter(([, field]) => field.key)).toHaveLength(1);
  });

  test('offers only what Twilio does', () => {
    expect(offers('LIST')).toBe(Boolean(collection?.verbs.includes('get') && !entityType.instancePath));
    expect(offers('GET')).toBe(instance?.verbs.includes('get'));
    expect(offers('DELETE')).toBe(instance?.verbs.includes('delete'));
    if (offers('CREATE')) expect(collection?.verbs).toContain('post');
    if (offers('UPDATE')) expect(instance?.verbs).toContain('post');
  });

  test('has every column of the answer, and no other', () => {
    const readable = fields.filter(([, field]) => field.readable !== false);
    const sources = readable.map(([column, field]) => toSource(column, field)[0] ?? '');
    expect([...new Set(sources)].sort()).toEqual(Object.keys(instance?.answer('get') ?? {}).sort());
  });

  test('knows every value of every enumeration, and every type', () => {
    const answer = instance?.answer('get') ?? {};
    for (const [column, field] of fields.filter(([, { readable }]) => readable !== false)) {
      const [source = '', ...deeper] = toSource(column, field);
      if (deeper.length > 0) continue;
      expect(field.values ?? [], column).toEqual(answer[source]?.enum ?? []);
      expect(typesFor(answer[source]?.type), column).toContain(field.dataType);
    }
  });

  if (offers('LIST'))
    test('filters by every parameter of the list, and no other', () => {
      const expected = (collection?.query() ?? []).filter((parameter) => !(parameter in LEFT_OUT)).sort();
      const actual = fields.flatMap(([column, field]) => {
        const signs = new Set((field.filter ?? []).map((operator) => operator.charAt(0).replace('=', '')));
        return [...signs].map((sign) => toParameter(column, field) + sign);
      });
      expect(actual.sort()).toEqual(expected);
    });

  if (offers('CREATE'))
    test('creates with every field of the form, and no other', () => {
      checkForm('create', collection, (field) => field.create);
      const required = fields
        .filter(([, field]) => field.create === 'required')
        .map(([column, field]) => toParameter(column, field));
      const inPath = fields.filter(([column]) => standsInPath(column)).map(([column]) => column);
      expect(required.filter((parameter) => !inPath.includes(parameter)).sort()).toEqual(
        [...(collection?.required() ?? [])].sort(),
      );
    });

  if (offers('UPDATE'))
    test('updates with every field of the form, and no other', () => {
      checkForm('update', instance, (field) => field.update);
    });

  test('is described in the shape of Google, whole', () => {
    const description = describeEntityType(entityType);
    expect(description.fields.map((field) => field.name)).toEqual(fields.map(([column]) => column));
    expect(Object.keys(description.jsonSchema.properties ?? {})).toEqual(fields.map(([column]) => column));
    expect(Object.values(description.jsonSchema.properties ?? {}).every(({ type }) => Array.isArray(type))).toBe(true);
  });

  // {AccountSid} is the connection's, whatever an entity type's own column of that name says.
  function standsInPath(column: string) {
    return column !== 'AccountSid' && entityType.path.includes(`{${column}}`);
  }

  function checkForm(verb: string, path: typeof collection, takes: (field: Field) => unknown) {
    const form = path?.form() ?? {};
    const taken = fields.filter(([column, field]) => takes(field) && !standsInPath(column));
    expect(taken.map(([column, field]) => toParameter(column, field)).sort(), verb).toEqual(Object.keys(form).sort());
    for (const [column, field] of taken) {
      const schema = form[toParameter(column, field)];
      expect(Boolean(field.repeats), column).toBe(schema?.type === 'array');
      const values = schema?.enum ?? schema?.items?.enum;
      const given = Array.isArray(takes(field)) ? takes(field) : field.values;
      if (values) expect(given, column).toEqual(values);
    }
  }
});

function toApiPath(entityType: EntityType, path: string): string {
  // Call feedback's key is the call.
  const named = entityType.instancePath ? path.replace('/Calls/{Sid}/', '/Calls/{CallSid}/') : path;
  return `${named}.json`;
}

/** The data types that may stand for a type of Twilio's: many of its numbers and times are strings. */
function typesFor(type: string | undefined): readonly string[] {
  switch (type) {
    case 'integer':
      return ['integer'];
    case 'number':
      return ['double', 'decimal'];
    case 'boolean':
      return ['boolean'];
    case 'string':
      return ['text', 'timestamp', 'date', 'integer', 'decimal'];
    default:
      return ['json'];
  }
}
