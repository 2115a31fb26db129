import { expect, test } from 'vitest';
import { messages } from '../catalog/messaging/messages.js';
import { parseCondition } from '../conditions/parse.js';
import { checkCondition } from '../engine/conditions.js';
import { excludesNull } from './excludes-null.js';

const isExcluded = (text: string) => excludesNull(checkCondition(messages, parseCondition(text, messages)), 'DateSent');

test.each([
  'DateSent IS NOT NULL',
  'DateSent > 2024-01-01',
  'DateSent != 2024-01-01',
  "To = 'a' AND DateSent < 2024-01-01",
  'DateSent IN (2024-01-01, 2024-01-02)',
  'NOT (DateSent > 2024-01-01)',
  "NOT (DateSent IS NULL OR To = 'a')",
  "NOT (To = 'a' OR NOT DateSent > 2024-01-01)",
  'DateSent < 2024-01-01 OR DateSent > 2024-02-01',
  "NOT (NOT (DateSent IS NOT NULL AND To = 'a'))",
])('rows without DateSent never match %s', (text) => {
  expect(isExcluded(text)).toBe(true);
});

test.each([
  "To = 'a'",
  'DateSent IS NULL',
  'DateCreated > 2024-01-01',
  "DateSent > 2024-01-01 OR To = 'a'",
  "NOT (DateSent > 2024-01-01 AND To = 'a')",
  "NOT (DateSent IS NOT NULL AND To = 'a')",
  "NOT (NOT (DateSent IS NULL OR To = 'a'))",
])('rows without DateSent may match %s', (text) => {
  expect(isExcluded(text)).toBe(false);
});

test('an empty condition matches every row, also within AND', () => {
  expect(excludesNull({ and: [] }, 'DateSent')).toBe(false);
  expect(excludesNull({ not: { or: [] } }, 'DateSent')).toBe(false);
});
