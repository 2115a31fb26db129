import { expect, test } from 'vitest';
import { fromInput, toInput } from './input-value.ts';

test.each([
  ['INTEGER', '5', 5],
  ['INTEGER', 'five', 'five'],
  ['DECIMAL', '0.00750', '0.00750'],
  ['BOOLEAN', 'true', true],
  ['STRUCT', '{"a":1}', { a: 1 }],
  ['ARRAY', 'https://a.example, https://b.example', ['https://a.example', 'https://b.example']],
  ['ARRAY', '["a,b"]', ['a,b']],
  ['VARCHAR', '5', '5'],
])('a column of type %s takes the input %j as %j', (dataType, text, value) => {
  expect(fromInput({ dataType }, text)).toEqual(value);
});

test('a value survives being shown in an input and read back', () => {
  for (const [dataType, value] of [
    ['STRUCT', { a: [1] }],
    ['INTEGER', 7],
    ['BOOLEAN', false],
    ['VARCHAR', 'x'],
  ] as const) {
    expect(fromInput({ dataType }, toInput(value))).toEqual(value);
  }
});
