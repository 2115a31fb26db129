import { describe, expect, test } from 'vitest';
import { parseCondition } from '../conditions/parse.js';
import { defineEntityType, type EntityType, integer, oneOf, sid, text, timestamp } from '../model/index.js';
import { explainList, toMetadata } from './explain.js';
import { planListPage } from './list.js';
import { compileReader } from './read.js';
import { createRunner } from './runner.js';
import { checkSortBy } from './sort.js';
import { carryOut } from '../work.js';

const things = defineEntityType({
  name: 'Things',
  description: 'Things.',
  docs: 'https://www.twilio.com/docs',
  path: '/v1/Things',
  collection: 'things',
  operations: ['LIST', 'GET'],
  defaultSortBy: 'Changed',
  fields: {
    Sid: sid('TH', { key: true }),
    Label: text({ filter: ['='] }),
    Size: integer(),
    Changed: timestamp(),
    Scope: oneOf(['all', 'own'], { readable: false, filter: ['='] }),
  },
});
const incomplete: EntityType = {
  ...things,
  leavesOut: 'things that are old',
  fields: { ...things.fields, Details: text({ onlyIn: 'GET' }), Notes: text({ onlyIn: 'GET' }) },
};
const balance = defineEntityType({
  name: 'Balance',
  description: 'A single entity.',
  docs: 'https://www.twilio.com/docs',
  path: '/2010-04-01/Accounts/{AccountSid}/Balance',
  operations: ['GET'],
  fields: { AccountSid: sid('AC', { key: true }), Currency: text() },
});

const TH = (digit: number) => `TH${String(digit).repeat(32)}`;
const PAGES = 'A list takes one request per page of up to 1,000 rows that match at Twilio.';
const WHOLE = 'Twilio cannot apply any part of the condition: the whole list is read.';
const GETS = 'Each key takes one GET.';

const planOf = (conditions: string, entityType: EntityType = things) =>
  carryOut(planListPage(entityType, parseCondition(conditions, entityType), { pageSize: 25 }));
const explain = (conditions: string, entityType: EntityType = things, sortBy?: Parameters<typeof checkSortBy>[1]) =>
  explainList(planOf(conditions, entityType), sortBy && checkSortBy(entityType, sortBy));
const list = (query: object, ...pushed: readonly string[]) => ({ path: '/v1/Things', query, pushed });

describe('the plan of a list', () => {
  test('without a condition, there is one list of unknown length', () => {
    expect(explain('')).toEqual({ reads: [list({})], residual: [], requests: { least: 1 }, why: [PAGES] });
  });

  test('it names the comparisons that Twilio applies, and all that are applied after the read', () => {
    expect(explain("Label = 'a'")).toEqual({
      reads: [list({ Label: 'a' }, 'Label =')],
      residual: ['Label ='],
      requests: { least: 1 },
      why: [PAGES],
    });
  });

  test('it names each kind of comparison once, and never the values', () => {
    expect(explain("Label = 'a' AND Size > 5 AND Size > 6 AND Label LIKE 'a%'")).toMatchObject({
      reads: [list({ Label: 'a' }, 'Label =')],
      residual: ['Label =', 'Size >', 'Label LIKE'],
      why: [PAGES, 'Twilio cannot filter by Size >, Label LIKE here: these are applied after the read.'],
    });
  });

  test('it says that the whole list is read if Twilio applies nothing', () => {
    const unfiltered = 'Twilio cannot filter by Size = here: these are applied after the read.';
    expect(explain('Size = 5').why).toEqual([PAGES, WHOLE, unfiltered]);
    expect(explain("Label = 'a' OR Size = 5").why).toEqual([PAGES, WHOLE, unfiltered]);
  });

  test('a pseudo-column is applied by Twilio only', () => {
    expect(explain("Scope = 'own'")).toMatchObject({
      reads: [list({ Scope: 'own' }, 'Scope =')],
      residual: [],
      why: [PAGES],
    });
  });

  test('it says when several reads replace one', () => {
    expect(explain("Label = 'a' OR Label = 'b'")).toMatchObject({
      reads: [list({ Label: 'a' }, 'Label ='), list({ Label: 'b' }, 'Label =')],
      residual: ['Label ='],
      requests: { least: 2 },
      why: ['2 narrower reads replace values joined by OR or IN.', PAGES],
    });
  });

  test('it says what the list omits', () => {
    expect(explain('', incomplete).why).toEqual([
      PAGES,
      "Twilio's lists omit Details, Notes, so these are null here.",
      "Twilio's list of Things omits things that are old.",
    ]);
  });
});

describe('the plan of GETs', () => {
  const keys = `Sid IN ('${TH(1)}', '${TH(2)}')`;

  test('each key takes exactly one request, and nothing about lists is said', () => {
    const get = (digit: number) => ({ path: `/v1/Things/${TH(digit)}`, query: {}, pushed: ['Sid ='] });
    expect(explain(keys, incomplete, { field: 'Size' })).toEqual({
      reads: [get(1), get(2)],
      residual: ['Sid IN'],
      requests: { least: 2, most: 2 },
      why: [GETS],
    });
  });

  test('a GET beside a list is one of several reads', () => {
    const { requests, why } = explain(`Sid = '${TH(1)}' OR Label = 'a'`);
    expect(requests).toEqual({ least: 2 });
    expect(why).toEqual(['2 narrower reads replace values joined by OR or IN.', PAGES]);
  });

  test('a single entity is not a list that is read as a whole', () => {
    const unfiltered = 'Twilio cannot filter by Currency = here: these are applied after the read.';
    expect(explain("Currency = 'USD'", balance).why).toEqual([GETS, unfiltered]);
  });
});

test("the plan of a sorted list says whether the order is Twilio's", () => {
  const whyOf = (field: string, direction: 'ASC' | 'DESC') => explain('', things, { field, direction }).why;
  expect(whyOf('Changed', 'DESC')).toEqual([
    PAGES,
    "Twilio's list is sorted by Changed; the order is verified during the read.",
  ]);
  for (const [field, direction] of [
    ['Changed', 'ASC'],
    ['Size', 'DESC'],
  ] as const) {
    expect(whyOf(field, direction)).toEqual([
      PAGES,
      `Twilio cannot sort by ${field}: the whole list is read for each page.`,
    ]);
  }
});

test('the metadata of a call contain its cost, its warnings, and where its condition was applied', async () => {
  const send = async () => ({ status: 200, body: { sid: TH(1), size: 'x' }, attempts: 2 });
  const runner = createRunner(things, compileReader(things), { send, options: {} });
  await runner.sendForEntity({ method: 'GET', path: `/v1/Things/${TH(1)}` });
  const cost = { requests: 2, warnings: ['Things.Size could not be read and is null'] };
  expect(toMetadata(runner)).toEqual({ ...cost, pushed: [], residual: [] });
  const plan = planOf("Scope = 'own' AND Label IN ('a', 'b') AND Size > 5");
  expect(toMetadata(runner, plan)).toEqual({
    ...cost,
    pushed: ['Scope =', 'Label ='],
    residual: ['Label IN', 'Size >'],
  });
});
