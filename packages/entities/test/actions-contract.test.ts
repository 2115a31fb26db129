import { describe, expect, test } from 'vitest';
import { type Action, actions, describeAction } from '../src/index.js';
import { toParameter, toSource } from '../src/model/wire-name.js';
import { findPaths } from './openapi.js';

// An action that plans its own path has no fixed path in the document.
const all = Object.values<Action>(actions).filter(({ plan }) => !plan);

describe.each(all.map((action) => [action.name, action] as const))('%s', (name, action) => {
  const { method, product, inputParameters, resultMetadata, constants = {}, collection } = action;
  // The path of a file is the path of its resource with a suffix.
  const path = action.path.replace(/\.\{\w+\}$/, '');
  const { collections } = findPaths({ ...action, path, fields: inputParameters, operations: [] });
  const verb = method.toLowerCase() as 'get' | 'post' | 'delete';
  const inPath = [...action.path.matchAll(/\{(\w+)\}/g)]
    .map(([, column]) => column)
    .filter((column) => column !== 'AccountSid');
  const sent = Object.entries(inputParameters).filter(([column]) => !inPath.includes(column));

  test(`${name} has the path, host and method of Twilio's document`, () => {
    expect(actions).toHaveProperty(name, action);
    expect(collections.length).toBeGreaterThan(0);
    for (const found of collections) {
      expect(found.verbs).toContain(verb);
      expect(found.hosts).toEqual([`${product ?? 'api'}.twilio.com`]);
    }
    expect(Object.keys(inputParameters)).toEqual(expect.arrayContaining(inPath));
  });

  test(`${name} sends only parameters that Twilio accepts, including all required ones`, () => {
    for (const found of collections) {
      const taken = verb === 'get' ? found.parameters('get', 'query') : found.form();
      const names = sent.map(([column, field]) => toParameter(column, field));
      expect(Object.keys(taken)).toEqual(expect.arrayContaining([...names, ...Object.keys(constants)]));
      for (const [constant, value] of Object.entries(constants)) {
        const values = taken[constant]?.enum;
        if (values) expect(values).toContain(value);
      }
      for (const [column, field] of sent) {
        const schema = taken[toParameter(column, field)];
        const values = schema?.enum ?? schema?.items?.enum;
        expect(Boolean(field.repeats), column).toBe(schema?.type === 'array');
        if (values)
          expect(values, column).toEqual(expect.arrayContaining([...(field.values ?? ['not an enumeration'])]));
      }
      if (verb !== 'post') continue;
      const always = sent
        .filter(([, field]) => field.create === 'required')
        .map(([column, field]) => toParameter(column, field));
      expect([...always, ...Object.keys(constants)]).toEqual(expect.arrayContaining([...found.required()]));
    }
  });

  test(`${name} returns only properties of Twilio's answer`, () => {
    if (action.answersBytes || verb === 'delete') return;
    for (const found of collections) {
      const answer = collection === undefined ? found.answer(verb) : (found.lists()[collection] ?? {});
      const columns = Object.entries(resultMetadata).filter(([column]) => !inPath.includes(column));
      const sources = columns.map(([column, field]) => toSource(column, field)[0]);
      expect(Object.keys(answer)).toEqual(expect.arrayContaining(sources));
    }
  });

  test(`${name} has a complete description, including its cost and consequence`, () => {
    const { spendsMoney, isDestructive, isIdempotent, consequence, needsOneOf = [] } = action;
    if (spendsMoney || isDestructive) expect(consequence).toMatch(/^[a-z].*[^.]$/);
    if (method === 'GET') expect([isIdempotent, isDestructive]).toEqual([true, undefined]);
    expect(Object.keys(inputParameters)).toEqual(expect.arrayContaining(needsOneOf.flat()));
    const described = describeAction(action);
    expect(described.inputParameters.map((input) => input.name)).toEqual(Object.keys(inputParameters));
    expect(described).toMatchObject({ isIdempotent, spendsMoney: spendsMoney === true });
    const silent = [...described.inputParameters, ...described.resultMetadata].filter((each) => !each.description);
    expect(silent.map((each) => each.name)).toEqual([]);
    expect(described.description).toMatch(/^[A-Z].*\.$/);
    expect(described.docs).toMatch(/^https:\/\/www\.twilio\.com\//);
    for (const [column, field] of Object.entries(inputParameters)) expect(field.create, column).toBeDefined();
  });
});
