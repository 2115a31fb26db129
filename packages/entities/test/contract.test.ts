import { describe, expect, test } from 'vitest';
import { catalog, describeEntityType, type EntityType, type Field, keyOf } from '../src/index.js';
import { isInPath, parentsOf, takes } from '../src/model/index.js';
import { filterOperators, toFilterParameters, toParameter, toSource } from '../src/model/wire-name.js';
import { LEFT_OUT } from './left-out.js';
import { type ApiPath, findPaths, itemsOf, type Schema, sidsIn, typesFor, type Verb } from './openapi.js';

const entityTypes: readonly EntityType[] = Object.values(catalog);
const unused = new Set(Object.keys(LEFT_OUT));

/** Removes the names that are listed in LEFT_OUT with a reason. */
function without(entityType: string, part: string, names: readonly string[]): string[] {
  return names.filter((name) => {
    const reasons = [`${entityType}.${part} ${name}`.trim(), `*.${part} ${name}`.trim()].filter(
      (line) => line in LEFT_OUT,
    );
    reasons.forEach((line) => unused.delete(line));
    return reasons.length === 0;
  });
}

describe.each(entityTypes.map((entityType) => [entityType.name, entityType] as const))('%s', (name, entityType) => {
  const key = keyOf(entityType);
  const { collections, instance } = findPaths(entityType);
  const [collection] = collections;
  const fields = Object.entries<Field>(entityType.fields);
  const offers = (operation: EntityType['operations'][number]) => entityType.operations.includes(operation);
  const isSingle = instance !== undefined && collection?.path === instance.path;

  test(`${name} is listed under its own name and refers only to existing fields`, () => {
    expect(catalog).toHaveProperty(name, entityType);
    const named = [...(entityType.createNeedsOneOf ?? []), ...Object.values(entityType.answer ?? {})].flat();
    expect(Object.keys(entityType.fields)).toEqual(expect.arrayContaining([...named, ...parentsOf(entityType)]));
    expect(fields.filter(([, field]) => field.key).length).toBeLessThan(2);
  });

  test(`${name} has the host and exactly the operations of Twilio's document`, () => {
    expect(collection ?? instance).toBeDefined();
    for (const path of [...collections, ...(instance ? [instance] : [])]) {
      expect(path.hosts).toEqual([`${entityType.product ?? 'api'}.twilio.com`]);
    }
    const has = (path: ApiPath | undefined, verb: Verb, part: string) =>
      without(name, part, path?.verbs.includes(verb) ? [''] : []).length > 0;
    expect(entityType.operations).toEqual([
      ...(has(isSingle ? undefined : collection, 'get', 'LIST') ? ['LIST'] : []),
      ...(has(instance, 'get', 'GET') ? ['GET'] : []),
      ...(has(isSingle && !entityType.operations.includes('CREATE') ? undefined : collection, 'post', 'POST')
        ? ['CREATE']
        : []),
      ...(has(isSingle && entityType.operations.includes('CREATE') ? undefined : instance, 'post', 'POST one')
        ? ['UPDATE']
        : []),
      ...(has(instance, 'delete', 'DELETE') ? ['DELETE'] : []),
    ]);
  });

  test(`${name} declares every value of a fixed path segment, and all these paths are alike`, () => {
    const segment = fields.find(([column, { values }]) => values && isInPath(entityType, column));
    const at = entityType.path.split('/').findIndex((part) => segment && part.includes(`${segment[0]}}`));
    const named = collections.map(({ path }) => path.replace('.json', '').split('/')[at]);
    if (segment)
      expect(named.filter((value) => value !== undefined).sort()).toEqual([...(segment[1].values ?? [])].sort());
    else expect(collections.length).toBeLessThan(2);
    for (const other of collections) {
      expect(Object.keys(other.parameters('get', 'query'))).toEqual(
        Object.keys(collection?.parameters('get', 'query') ?? {}),
      );
      expect(Object.keys(other.form())).toEqual(Object.keys(collection?.form() ?? {}));
      expect(Object.keys(itemsOf(other, entityType)).sort()).toEqual(
        Object.keys(itemsOf(collection, entityType)).sort(),
      );
    }
  });

  test(`${name} has the key and parents of Twilio's paths`, () => {
    expect(key === undefined).toBe(instance === undefined);
    const inPath = instance?.parameters('get', 'path') ?? instance?.parameters('post', 'path') ?? {};
    const last =
      instance?.path
        .match(/\{(\w+)\}/g)
        ?.at(-1)
        ?.slice(1, -1) ?? '';
    if (key !== undefined) expectSids(key, inPath[last]);
    for (const parent of parentsOf(entityType)) {
      const schemas = (['get', 'post'] as const).map((verb) => collection?.parameters(verb, 'path')[parent]);
      // A create can accept a name where a list accepts SIDs only.
      const widest = schemas.find((schema) => schema && sidsIn(schema).length === 0) ?? schemas.find(Boolean);
      if (!entityType.fields[parent]?.values) expectSids(parent, widest);
    }
  });

  test(`${name} has exactly the columns of Twilio's answers`, () => {
    const readable = fields.filter(([, field]) => field.readable !== false);
    const answered = answers();
    const fromPath = readable.filter(([column, field]) => {
      return isInPath(entityType, column) && !((toSource(column, field)[0] ?? '') in answered);
    });
    const sources = readable
      .filter((field) => !fromPath.includes(field))
      .map(([column, field]) => toSource(column, field)[0] ?? '');
    expect([...new Set(sources)].sort()).toEqual(without(name, 'column', Object.keys(answered)).sort());
  });

  test(`${name} declares the types and enumeration values of Twilio's answers`, () => {
    const answered = answers();
    for (const [column, field] of fields.filter(([, { readable }]) => readable !== false)) {
      const [source = '', ...deeper] = toSource(column, field);
      const schema = deeper.reduce<Schema | undefined>((outer, step) => outer?.properties?.[step], answered[source]);
      if (!schema) continue;
      const { repeats, values } = field;
      expect(values ?? [], column).toEqual((repeats ? schema.items?.enum : schema.enum) ?? []);
      expect(typesFor(repeats ? schema.items : schema), column).toContain(field.dataType);
      const isNamed = column === key || isInPath(entityType, column);
      if (sidsIn(schema).length > 0 && !isNamed) expect(sidsOf(field), column).toEqual(sidsIn(schema));
    }
  });

  if (offers('LIST'))
    test(`LIST of ${name} has exactly the collection, page size and filters of Twilio's list`, () => {
      expect(entityType.collection).toBe(listOf(collection));
      const { PageSize } = collection?.parameters('get', 'query') ?? {};
      expect(entityType.maxPageSize ?? 1000).toBe(PageSize?.maximum ?? 1000);
      checkQuery(collection, 'GET');
    });

  if (offers('GET'))
    test(`GET of ${name} has exactly the parameters of Twilio's GET`, () => {
      if (isSingle) checkQuery(instance, 'GET');
      else expect(without(name, 'GET one', Object.keys(instance?.parameters('get', 'query') ?? {}))).toEqual([]);
    });

  test(`${name} needs no headers, and no query parameters in writes`, () => {
    for (const path of [...collections, instance]) {
      for (const verb of path?.verbs ?? []) {
        const method = verb.toUpperCase();
        expect(without(name, `${method} header`, Object.keys(path?.parameters(verb, 'header') ?? {}))).toEqual([]);
        if (verb === 'get') continue;
        expect(without(name, `${method} query`, Object.keys(path?.parameters(verb, 'query') ?? {}))).toEqual([]);
      }
    }
  });

  if (offers('CREATE'))
    test(`CREATE of ${name} accepts exactly the fields of Twilio's form`, () => {
      checkForm('CREATE', collection);
      const required = fields.filter(
        ([column]) => takes(entityType, column, 'CREATE') === 'required' && !isInPath(entityType, column),
      );
      expect(required.map(([column, field]) => toParameter(column, field)).sort()).toEqual(
        [...(collection?.required() ?? [])].sort(),
      );
    });

  if (offers('UPDATE'))
    test(`UPDATE of ${name} accepts exactly the fields of Twilio's form`, () => {
      checkForm('UPDATE', instance);
      const required = fields.filter(([, { update }]) => update === 'required');
      expect(required.map(([column, field]) => toParameter(column, field)).sort()).toEqual(
        [...(instance?.required() ?? [])].sort(),
      );
    });

  test(`${name} has a complete description in the form of Google's metadata`, () => {
    const description = describeEntityType(entityType);
    expect(description.fields.map((field) => field.name)).toEqual(fields.map(([column]) => column));
    expect(Object.keys(description.jsonSchema.properties ?? {})).toEqual(fields.map(([column]) => column));
    expect(Object.values(description.jsonSchema.properties ?? {}).every(({ type }) => Array.isArray(type))).toBe(true);
    const silent = description.fields.filter((field) => field.description === '').map((field) => field.name);
    expect(silent).toEqual([]);
    expect(description.description).toMatch(/^[A-Z"].*\.$/s);
    expect(description.docs).toMatch(/^https:\/\/www\.twilio\.com\//);
  });

  /** Returns the properties of the answers of all offered operations. */
  function answers(): Readonly<Record<string, Schema>> {
    return {
      ...(offers('CREATE') && collection?.answer('post')),
      ...(offers('UPDATE') && instance?.answer('post')),
      ...(offers('LIST') && itemsOf(collection, entityType)),
      ...(offers('GET') && instance?.answer('get')),
    };
  }

  /** Checks SID prefixes. Where Twilio's path accepts any text, such as a unique name, answers can still contain a SID. */
  function expectSids(column: string, schema: Schema | undefined) {
    const field = entityType.fields[column] as Field;
    const answered = sidsIn(answers()[toSource(column, field)[0] ?? '']);
    if (sidsIn(schema).length > 0) expect(sidsOf(field), column).toEqual(sidsIn(schema));
    else expect([[], answered], column).toContainEqual(sidsOf(field));
  }

  function checkQuery(path: ApiPath | undefined, part: string) {
    const parameters = path?.parameters('get', 'query') ?? {};
    const declared = fields
      .filter(([column]) => !isInPath(entityType, column))
      .flatMap(([column, field]) =>
        filterOperators(field.filter ?? []).flatMap((operator) =>
          toFilterParameters(column, field, operator).map(([, parameter]) => [parameter, field] as const),
        ),
      );
    const asked = [...declared.map(([parameter]) => parameter), ...Object.keys(entityType.listDefaults ?? {})];
    expect([...new Set(asked)].sort()).toEqual(without(name, part, Object.keys(parameters)).sort());
    for (const [parameter, field] of declared) {
      const schema = parameters[parameter];
      const values = schema?.enum ?? schema?.items?.enum;
      if (field.dataType === 'timestamp' && Array.isArray(field.filter)) {
        expect(Boolean(field.byDay), parameter).toBe(schema?.format === 'date');
      }
      if (values) expect([...(field.values ?? [])].sort(), parameter).toEqual([...values].sort());
    }
  }

  function checkForm(operation: 'CREATE' | 'UPDATE', path: ApiPath | undefined) {
    const form = path?.form() ?? {};
    const taken = fields.filter(
      ([column]) => takes(entityType, column, operation) && !(operation === 'CREATE' && isInPath(entityType, column)),
    );
    expect(taken.map(([column, field]) => toParameter(column, field)).sort()).toEqual(
      without(name, operation, Object.keys(form)).sort(),
    );
    for (const [column, field] of taken) {
      const schema = form[toParameter(column, field)];
      expect(Boolean(field.repeats), column).toBe(schema?.type === 'array');
      // Some forms declare a boolean as a string; the answer shows its type.
      const shown = answers()[toSource(column, field)[0] ?? '']?.type === 'boolean' ? ['boolean'] : [];
      expect([...typesFor(schema?.items ?? schema), ...shown], column).toContain(field.dataType);
      if (sidsIn(schema).length > 0) expect(sidsOf(field), column).toEqual(sidsIn(schema));
      const values = schema?.enum ?? schema?.items?.enum;
      const given = takes(entityType, column, operation);
      if (values) expect(Array.isArray(given) ? given : field.values, column).toEqual(values);
    }
  }
});

test("every entry of LEFT_OUT exists in Twilio's documents", () => {
  expect([...unused]).toEqual([]);
});

function listOf(path: ApiPath | undefined): string | undefined {
  return Object.keys(path?.lists() ?? {})[0];
}

function sidsOf(field: Field | undefined): readonly string[] {
  return field?.sid ?? [];
}
