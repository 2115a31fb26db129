import { expect, test } from 'vitest';
import { defineEntityType } from './entity-type.js';
import { boolean, integer, oneOf, sid, text, timestamp } from './field.js';
import { summaryOf } from './summary.js';

const DECLARED = { description: '', docs: '', path: '/Things', collection: 'things', operations: ['LIST'] } as const;

test('a summary is derived from the columns that entity types share, and leaves out what answers do not contain', () => {
  const things = defineEntityType({
    ...DECLARED,
    name: 'Things',
    fields: {
      Size: integer(),
      ErrorCode: integer(),
      Status: oneOf(['on', 'off']),
      DateCreated: timestamp(),
      To: text({ readable: false }),
      Name: text(),
      Sid: sid('TH', { key: true }),
      Beta: boolean(),
    },
  });
  expect(summaryOf(things)).toEqual(['Sid', 'Name', 'DateCreated', 'Status', 'ErrorCode']);
});

test('the time of a derived summary is the column by which Twilio sorts', () => {
  const fields = { Sid: sid('TH', { key: true }), DateCreated: timestamp(), DateSent: timestamp() };
  const things = defineEntityType({ ...DECLARED, name: 'Things', defaultSortBy: 'DateSent', fields });
  expect(summaryOf(things)).toEqual(['Sid', 'DateSent']);
});

test('a declared summary replaces the derived one', () => {
  const fields = { Sid: sid('TH', { key: true }), Name: text(), Size: integer() };
  const things = defineEntityType({ ...DECLARED, name: 'Things', summary: ['Sid', 'Size'], fields });
  expect(summaryOf(things)).toEqual(['Sid', 'Size']);
});
