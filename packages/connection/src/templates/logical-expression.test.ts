import { expect, test } from 'vitest';
import { expressionToText, holds, type LogicalExpression } from './logical-expression.js';

const all: LogicalExpression = {
  logicalOperator: 'AND',
  fieldComparisons: [
    { key: 'on', comparator: 'EQUALS', boolValue: true },
    { key: 'count', comparator: 'NOT_EQUALS', intValue: '0' },
  ],
  logicalExpressions: [
    {
      logicalOperator: 'OR',
      fieldComparisons: [
        { key: 'mode', comparator: 'EQUALS', stringValue: 'A' },
        { key: 'mode', comparator: 'EQUALS', stringValue: '' },
      ],
    },
  ],
};

test.each([
  [{}, false],
  [{ on: true }, false],
  [{ on: true, count: '1' }, true],
  [{ on: true, count: 1, mode: 'A' }, true],
  [{ on: true, count: '0', mode: 'A' }, false],
  [{ on: true, count: '1', mode: 'B' }, false],
  [{ on: false, count: '1' }, false],
])('the condition on the values %j evaluates to %s', (values, expected) => {
  expect(holds(all, values)).toBe(expected);
});

test('expressionToText renders a condition in words', () => {
  expect(expressionToText(all)).toBe('on is true and count is not 0 and (mode is A or mode is empty)');
});
