import { describe, expect, test } from 'vitest';
import type { ServedResource } from '../src/engine/served-resource.js';
import type { Verb } from '../src/resources/resource.js';
import type { Properties } from '../src/twilio/operations.js';
import { createProbe, everyOperation } from './every-resource.js';

const specsOf = ({ operations }: ServedResource, verb: Verb): Properties => ({
  ...operations[verb]?.query,
  ...operations[verb]?.form,
});

/** The answer to a request that is true but for one parameter. */
async function askWrongly(served: ServedResource, verb: Verb, change: (parameters: URLSearchParams) => void) {
  const probe = createProbe();
  const parameters = probe.parametersOf(served, verb);
  change(parameters);
  const response = await probe.askWith(served, verb, parameters);
  return { status: response.status, ...((await response.json()) as { code: number; message: string }) };
}

/** The code that a resource has for a parameter. */
const codeOf = ({ resource }: ServedResource, name: string) => resource.refusals?.[name]?.[0] ?? 20_001;

describe('an unknown parameter is refused by its name', () => {
  test.each(everyOperation)('%s', async (_name, served, verb) => {
    const answer = await askWrongly(served, verb, (parameters) => parameters.set('Unheard', 'of'));
    expect(answer).toMatchObject({ status: 400, code: 20_001, message: expect.stringContaining('Unheard') });
  });
});

describe('a parameter that is missing is refused', () => {
  const required = everyOperation.flatMap(([name, served, verb]) =>
    Object.entries(specsOf(served, verb)).flatMap(([parameter, spec]) =>
      spec.required ? [[`${name} without ${parameter}`, served, verb, parameter] as const] : [],
    ),
  );
  test.each(required)('%s', async (_name, served, verb, parameter) => {
    const expected = { status: 400, code: codeOf(served, parameter) };
    const absent = await askWrongly(served, verb, (parameters) => parameters.delete(parameter));
    expect(absent).toMatchObject(expected);
    expect(await askWrongly(served, verb, (parameters) => parameters.set(parameter, ''))).toMatchObject(expected);
  });
});

describe('a value of another kind is refused', () => {
  const WRONG = '~nothing of the kind~';
  const kinds = everyOperation.flatMap(([name, served, verb]) =>
    Object.entries(specsOf(served, verb)).flatMap(([parameter, spec]) => {
      const kind = spec.type === 'array' ? spec.items : spec;
      const isChecked =
        kind?.enum ||
        kind?.pattern ||
        kind?.format?.startsWith('date') ||
        ['boolean', 'integer', 'number'].includes(kind?.type ?? '');
      return isChecked ? [[`${name}, ${parameter}`, served, verb, parameter] as const] : [];
    }),
  );
  test.each(kinds)('%s', async (_name, served, verb, parameter) => {
    const answer = await askWrongly(served, verb, (parameters) => parameters.set(parameter, WRONG));
    expect(answer).toMatchObject({ status: 400, code: codeOf(served, parameter) });
  });
});

test('a page may be as large as the product allows, and no larger', async () => {
  const lists = everyOperation.filter(([, served, verb]) => verb === 'list' && specsOf(served, verb).PageSize);
  const limits = new Set<number>();
  for (const [, served, verb] of lists) {
    const maximum = specsOf(served, verb).PageSize!.maximum ?? 1000;
    limits.add(maximum);
    const whole = await createProbe().askWith(served, verb, new URLSearchParams({ PageSize: String(maximum) }));
    expect(whole.status).toBe(200);
    const tooLarge = await askWrongly(served, verb, (parameters) => parameters.set('PageSize', String(maximum + 1)));
    expect(tooLarge).toMatchObject({ status: 400, code: 20_007 });
  }
  expect([...limits].sort((a, b) => a - b)).toEqual([25, 100, 1000]);
});
