import { expect, test } from 'vitest';
import { withValue } from '../../test/valid-connection.js';
import { describeConnection, parseConnection, parseConnectionOrThrow } from '../index.js';

test.each([
  ['logConfig', { enabled: true }, { enabled: true, level: 'ERROR' }],
  ['logConfig', { enabled: true, level: 'DEBUG' }, { enabled: true, level: 'DEBUG' }],
  ['logConfig', { enabled: true, level: 'LOG_LEVEL_UNSPECIFIED' }, { enabled: true, level: 'ERROR' }],
  ['logConfig', { enabled: false, level: 'INFO' }, { enabled: false, level: 'INFO' }],
  ['logConfig', { enabled: false, level: '' }, { enabled: false }],
  ['logConfig', {}, {}],
  ['lockConfig', { locked: true, reason: 'Audit.' }, { locked: true, reason: 'Audit.' }],
  ['lockConfig', { locked: false }, { locked: false }],
  ['lockConfig', {}, {}],
  ['lockConfig', null, undefined],
])('%s %j is accepted and described as %j', (field, value, described) => {
  const resource = describeConnection(parseConnectionOrThrow(withValue(field, value)));
  expect(JSON.stringify({ ...resource }[field as 'logConfig'])).toBe(JSON.stringify(described));
});

test.each([
  ['logConfig', true, 'is a boolean; expected an object with enabled and level'],
  ['logConfig.enabled', 'yes', 'is a string of 3 characters; expected true or false'],
  ['logConfig.level', 'WARN', 'is a string of 4 characters; expected one of ERROR, INFO, DEBUG'],
  ['logConfig.level', 'info', 'is a string of 4 characters; expected one of ERROR, INFO, DEBUG'],
  ['lockConfig', 'on', 'is a string of 2 characters; expected an object with locked and reason'],
  ['lockConfig.locked', 1, 'is a number; expected true or false'],
  ['lockConfig.reason', {}, 'is an object; expected a string'],
])('%s is rejected with the value %j', (field, value, problem) => {
  expect(parseConnection(withValue(field, value))).toEqual({
    ok: false,
    violations: [{ field, description: `${field} ${problem}.` }],
  });
});
