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
])('%s %j is described as %j', (field, value, described) => {
  const resource = describeConnection(parseConnectionOrThrow(withValue(field, value)));
  expect(JSON.stringify({ ...resource }[field as 'logConfig'])).toBe(JSON.stringify(described));
});

test.each([
  ['logConfig', true, 'is a boolean; give an object with enabled and level'],
  ['logConfig.enabled', 'yes', 'is a text of 3 characters; give true or false'],
  ['logConfig.level', 'WARN', 'is a text of 4 characters; give one of ERROR, INFO, DEBUG'],
  ['logConfig.level', 'info', 'is a text of 4 characters; give one of ERROR, INFO, DEBUG'],
  ['lockConfig', 'on', 'is a text of 2 characters; give an object with locked and reason'],
  ['lockConfig.locked', 1, 'is a number; give true or false'],
  ['lockConfig.reason', {}, 'is an object; give a text'],
])('%s %j is refused', (field, value, predicate) => {
  expect(parseConnection(withValue(field, value))).toEqual({
    ok: false,
    violations: [{ field, description: `${field} ${predicate}.` }],
  });
});
