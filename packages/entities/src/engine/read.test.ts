import { expect, test } from 'vitest';
import { boolean, defineEntityType, integer, sid, text } from '../model/index.js';
import { compileReader } from './read.js';

const things = defineEntityType({
  name: 'Things',
  description: 'Things.',
  docs: 'https://www.twilio.com/docs',
  path: '/v1/Owners/{OwnerSid}/Things',
  operations: ['LIST'],
  fields: {
    Sid: sid('TH', { key: true }),
    OwnerSid: sid('OW'),
    Label: text({ wire: 'FriendlyName' }),
    Size: integer(),
    HasVoice: boolean({ source: 'capabilities.voice' }),
    Tags: integer({ repeats: true }),
    Filter: text({ readable: false }),
  },
});
const EMPTY = { Sid: null, OwnerSid: null, Label: null, Size: null, HasVoice: null, Tags: null };

/** The row of a record, and the warnings about it. */
function read(record: Record<string, unknown>, inPath = {}) {
  const warnings: string[] = [];
  return { row: compileReader(things)(record, inPath, (warning) => warnings.push(warning)), warnings };
}

test('a row has every column that answers contain; properties that are absent or null are null without a warning', () => {
  expect(read({})).toEqual({ row: EMPTY, warnings: [] });
  expect(read({ sid: null, size: null, tags: null, capabilities: null, filter: 'x' })).toEqual({
    row: EMPTY,
    warnings: [],
  });
});

test('rows are right whatever properties their records have, in whatever order', () => {
  const readThing = compileReader(things);
  const rows = [
    { sid: 'TH1', size: 1, friendly_name: 'a' },
    { unknown: 'x', size: 2, sid: 'TH2' },
    { friendly_name: 'c', sid: 'TH3' },
  ].map((record) => readThing(record, {}, () => {}));
  expect(rows).toEqual([
    { ...EMPTY, Sid: 'TH1', Size: 1, Label: 'a' },
    { ...EMPTY, Sid: 'TH2', Size: 2 },
    { ...EMPTY, Sid: 'TH3', Label: 'c' },
  ]);
});

test("the values of a row have the columns' types", () => {
  const record = { sid: 'TH1', friendly_name: 'a', size: '5', capabilities: { voice: 'true' }, tags: ['1', 2] };
  const row = { ...EMPTY, Sid: 'TH1', Label: 'a', Size: 5, HasVoice: true, Tags: [1, 2] };
  expect(read(record)).toEqual({ row, warnings: [] });
});

test('a column in the path has its value in the path, unless the answer contains another', () => {
  const inPath = { OwnerSid: 'OW1' };
  expect(read({}, inPath).row.OwnerSid).toBe('OW1');
  expect(read({ owner_sid: null }, inPath).row.OwnerSid).toBe('OW1');
  expect(read({ owner_sid: 'OW2' }, inPath).row.OwnerSid).toBe('OW2');
});

test('a value that cannot be read is null, with a warning', () => {
  expect(read({ size: 'x', tags: 5, capabilities: { voice: 'perhaps' } })).toEqual({
    row: EMPTY,
    warnings: ['Size', 'Tags', 'HasVoice'].map((name) => `Things.${name} could not be read and is null`),
  });
});

test('a value in a list that cannot be read is null in the list', () => {
  expect(read({ tags: [1, 'x', 3] })).toMatchObject({ row: { Tags: [1, null, 3] } });
});
