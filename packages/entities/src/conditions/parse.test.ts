import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messages } from '../catalog/messages.js';
import { EntityError } from '../errors.js';
import { parseCondition } from './parse.js';

const SID = 'SM3ad97d41e786c02bca47c8ce1745053b';
const parse = (text: string) => parseCondition(text, messages);

describe('parseCondition', () => {
  test.each([
    ["To = '+15551234567'", { field: 'To', operator: '=', value: '+15551234567', position: 0 }],
    ["To='a'", { field: 'To', operator: '=', value: 'a', position: 0 }],
    ['to = "double"', { field: 'to', operator: '=', value: 'double', position: 0 }],
    ["Body = 'it''s'", { field: 'Body', operator: '=', value: "it's", position: 0 }],
    ['To = +15551234567', { field: 'To', operator: '=', value: '+15551234567', position: 0 }],
    ['OrderNumber = 00110', { field: 'OrderNumber', operator: '=', value: '00110', position: 0 }],
    ['  DateSent >= 2023-08-24', { field: 'DateSent', operator: '>=', value: '2023-08-24', position: 2 }],
    ['DateSent<2023-08-24T05:01:45Z', { field: 'DateSent', operator: '<', value: '2023-08-24T05:01:45Z', position: 0 }],
    ['Beta = TRUE', { field: 'Beta', operator: '=', value: true, position: 0 }],
  ])('reads %s', (text, comparison) => {
    expect(parse(text)).toEqual(comparison);
  });

  test('joins by AND, in any case', () => {
    expect(parse("To = 'a' and Sender = 'b' AND DateSent > 2024-01-01")).toMatchObject({
      and: [{ field: 'To' }, { field: 'Sender' }, { field: 'DateSent', operator: '>' }],
    });
  });

  test.each([SID, `'${SID}'`, `"${SID}"`, ` ${SID} `])('reads the bare value %s as the key', (text) => {
    expect(parse(text)).toMatchObject({ field: 'Sid', operator: '=', value: SID });
  });

  test.each(['', '   ', '\n'])('reads %j as no condition', (text) => {
    expect(parse(text)).toBeUndefined();
  });

  test.each([
    ["To = 'a' OR To = 'b'", 9, 'OR at position 9 is not supported by this build'],
    ["To != 'a'", 3, '!= at position 3 is not supported'],
    ["To <> 'a'", 3, '<> at position 3 is not supported'],
    ["(To = 'a')", 0, '( at position 0 is not supported'],
    ["NOT To = 'a'", 0, 'NOT at position 0 is not supported'],
    ["To LIKE 'a%'", 3, 'LIKE at position 3 is not supported'],
    ["To IN ('a')", 3, 'IN at position 3 is not supported'],
    ['To IS NULL', 3, 'IS at position 3 is not supported'],
    ["To = 'a' XOR", 9, '"XOR" at position 9 where AND is due'],
    ["To = 'a", 5, 'never closed'],
    ['To = Sender', 5, "put a text in single quotes: 'Sender'"],
    ['To =', 4, 'The condition ends at position 4'],
    ["To = 'a' AND", 12, 'The condition ends at position 12 where a column name is due'],
    ["= 'a'", 0, 'where a column name is due'],
    ["To = 'a' ; DROP", 9, 'cannot have ";" at position 9'],
    ['To To', 3, 'where one of = < <= > >= is due'],
  ])('refuses %s with its position', (text, position, message) => {
    const error = catchError(() => parse(text));
    expect(error).toMatchObject({ code: 'INVALID_CONDITION', position });
    expect(error?.message).toContain(message);
  });

  test('never fails otherwise than with a position within the text', () => {
    const word = fc.constantFrom(
      "To = 'a'",
      ' AND ',
      'Sid',
      '=',
      "'",
      '"',
      '(',
      'OR',
      '<',
      '2024-01-01',
      '+1',
      'true',
      '\u0000',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word).map((words) => words.join('')),
        ),
        (text) => {
          const error = catchError(() => parse(text));
          if (error === undefined) return;
          expect(error).toBeInstanceOf(EntityError);
          expect(error.position).toBeGreaterThanOrEqual(0);
          expect(error.position).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

function catchError(action: () => unknown): EntityError | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return error as EntityError;
  }
}
