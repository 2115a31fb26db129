import { expect, test } from 'vitest';
import type { Field } from '../resources/entity-type.ts';
import { applySuggestion, completeCondition } from './condition-completion.ts';

const fields: readonly Field[] = [
  { name: 'Sid', dataType: 'VARCHAR', additionalDetails: { filter: ['='] } },
  { name: 'Status', dataType: 'VARCHAR', additionalDetails: { filter: [], values: ['failed', 'sent'] } },
  { name: 'DateSent', dataType: 'TIMESTAMP', additionalDetails: { filter: ['=', '>='] } },
];

/** The suggestions at the `|` of a text. */
function at(marked: string): readonly string[] {
  const cursor = marked.indexOf('|');
  return completeCondition(marked.replace('|', ''), cursor, fields).suggestions.map(({ text }) => text);
}

test.each([
  ['|', ['Sid', 'Status', 'DateSent']],
  ['s|', ['Sid', 'Status']],
  ["Sid = 'SM1' AND D|", ['DateSent']],
  ['NOT St|', ['Status']],
  ['(Da|', ['DateSent']],
  ['Status |', ['=', '!=', '<', '<=', '>', '>=', 'LIKE', 'IN', 'BETWEEN', 'IS NULL', 'IS NOT NULL']],
  ['Status I|', ['IN', 'IS NULL', 'IS NOT NULL']],
  ['Status = |', ["'failed'", "'sent'"]],
  ["Status = 'f|", ["'failed'"]],
  ["Status IN ('failed', s|", ["'sent'"]],
  ["Status = 'failed' |", ['AND', 'OR']],
  ['Status = failed|', ["'failed'"]],
  ["Status = 'failed'|", ['AND', 'OR']],
])('a condition %j is completed with %j', (text, expected) => {
  expect(at(text)).toEqual(expected);
});

test('an operator tells whether Twilio applies it', () => {
  const { suggestions } = completeCondition('DateSent ', 9, fields);
  const notes = Object.fromEntries(suggestions.map(({ text, note }) => [text, note]));
  expect(notes['>=']).toBe('filtered by Twilio');
  expect(notes['<']).toBe('filtered here, after the read');
});

test('a suggestion replaces the word before the cursor and keeps what follows', () => {
  const text = "sta = 'failed'";
  const completion = completeCondition(text, 3, fields);
  const [first] = completion.suggestions;
  expect(first && applySuggestion(text, 3, completion, first)).toEqual({ text: "Status = 'failed'", cursor: 6 });
});
