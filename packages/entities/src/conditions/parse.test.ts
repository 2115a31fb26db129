import { describe, expect, test } from 'vitest';
import { messages } from '../catalog/messaging/messages.js';
import type { EntityError } from '../errors.js';
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
  ])('parseCondition parses the comparison %s', (text, comparison) => {
    expect(parse(text)).toEqual(comparison);
  });

  test('parseCondition joins comparisons by AND in any case', () => {
    expect(parse("To = 'a' and Sender = 'b' AND DateSent > 2024-01-01")).toMatchObject({
      and: [{ field: 'To' }, { field: 'Sender' }, { field: 'DateSent', operator: '>' }],
    });
  });

  test.each([SID, `'${SID}'`, `"${SID}"`, ` ${SID} `])(
    'parseCondition treats the single value %s as the key',
    (text) => {
      expect(parse(text)).toMatchObject({ field: 'Sid', operator: '=', value: SID });
    },
  );

  test.each(['', '   ', '\n'])('parseCondition returns no condition for the blank text %j', (text) => {
    expect(parse(text)).toBeUndefined();
  });

  test.each([
    ["To != 'a'", { field: 'To', operator: '!=', value: 'a', position: 0 }],
    ["To <> 'a'", { field: 'To', operator: '!=', value: 'a', position: 0 }],
    ["To LIKE 'a%'", { field: 'To', operator: 'LIKE', value: 'a%', position: 0 }],
    ["To like '50!%' escape '!'", { field: 'To', operator: 'LIKE', value: '50!%', escape: '!', position: 0 }],
    ["To IN ('a', 1, true)", { field: 'To', operator: 'IN', value: ['a', '1', true], position: 0 }],
    ['To IS NULL', { field: 'To', operator: 'IS NULL', position: 0 }],
    ['To is not null', { not: { field: 'To', operator: 'IS NULL', position: 0 } }],
    ["To NOT LIKE 'a'", { not: { field: 'To', operator: 'LIKE', value: 'a', position: 0 } }],
    ["NOT To = 'a'", { not: { field: 'To', operator: '=', value: 'a', position: 4 } }],
    ["((To = 'a'))", { field: 'To', operator: '=', value: 'a', position: 2 }],
    [
      'NumMedia BETWEEN 1 AND 2',
      {
        and: [
          { field: 'NumMedia', operator: '>=', value: '1', position: 0 },
          { field: 'NumMedia', operator: '<=', value: '2', position: 0 },
        ],
      },
    ],
  ])('parseCondition parses the condition %s', (text, condition) => {
    expect(parse(text)).toEqual(condition);
  });

  test('NOT binds tighter than AND, AND tighter than OR, and parentheses tightest', () => {
    const shape = (text: string): unknown => JSON.parse(JSON.stringify(parse(text), ['and', 'or', 'not', 'field']));
    const [a, b, c] = ['A', 'B', 'C'].map((field) => ({ field }));
    expect(shape('A = 1 OR B = 1 AND NOT C = 1')).toEqual({ or: [a, { and: [b, { not: c }] }] });
    expect(shape('(A = 1 OR B = 1) AND C = 1')).toEqual({ and: [{ or: [a, b] }, c] });
    expect(shape('NOT (A = 1 AND B = 1)')).toEqual({ not: { and: [a, b] } });
    expect(shape('A NOT BETWEEN 1 AND 2 AND B = 1')).toEqual({ and: [{ not: { and: [a, a] } }, b] });
  });

  test('parseCondition accepts thousands of comparisons but refuses nesting of more than 100 levels', () => {
    const many = Array.from({ length: 5000 }, (_, index) => `To = '${index}'`).join(' OR ');
    expect(parse(many)).toHaveProperty('or.length', 5000);
    expect(catchError(() => parse(`${'('.repeat(10_000)}To = 'a'`))?.message).toContain(
      'nested more than 100 levels deep',
    );
    expect(catchError(() => parse(`${'NOT '.repeat(10_000)}To = 'a'`))?.message).toContain(
      'nested more than 100 levels deep',
    );
  });

  test.each([
    ["To = 'a' XOR", 9, 'Unexpected "XOR" at position 9; expected AND, OR or the end.'],
    ["(To = 'a'", 9, 'Unexpected end of the condition at position 9; expected AND, OR or ).'],
    ["To = 'a')", 8, 'Unexpected ")" at position 8; expected AND, OR or the end.'],
    ["To NOT = 'a'", 7, 'expected LIKE, IN or BETWEEN.'],
    ['To IS 5', 6, 'expected NULL or NOT NULL.'],
    ['To = NULL', 5, 'expected a value; use IS NULL to test for null.'],
    ['To IN ()', 7, 'expected a value: a string in single quotes, a number, true, false or a timestamp.'],
    ["To IN ('a'", 10, 'expected , or ).'],
    ['To LIKE 5', 8, 'expected a pattern in quotes'],
    ["To LIKE 'a' ESCAPE 'ab'", 23, 'ESCAPE requires exactly one character.'],
    ['To BETWEEN 1 OR 2', 13, 'expected AND and the upper bound.'],
    ["AND To = 'a'", 0, 'expected a column name.'],
    ["To = 'a", 5, 'never closed'],
    ['To = Sender', 5, 'expected a value: a string in single quotes'],
    ['To =', 4, 'Unexpected end of the condition at position 4; expected a value'],
    ["To = 'a' AND", 12, 'Unexpected end of the condition at position 12; expected a column name.'],
    ["= 'a'", 0, 'expected a column name.'],
    ["To = 'a' ; DROP", 9, 'Unexpected character ";" at position 9.'],
    ['To To', 3, 'expected = != < <= > >= LIKE, IN, BETWEEN or IS.'],
  ])('parseCondition refuses %s with the position of the error', (text, position, message) => {
    const error = catchError(() => parse(text));
    expect(error).toMatchObject({ code: 'INVALID_CONDITION', position });
    expect(error?.message).toContain(message);
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
