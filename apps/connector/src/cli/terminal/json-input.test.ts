import { expect, test } from 'vitest';
import { readSettings } from './json-input.js';

test.each([
  [['description=five'], { description: 'five' }],
  [['description="5"', 'suspended=true'], { description: '5', suspended: true }],
  [['nodeConfig.minNodeCount=3', 'nodeConfig.maxNodeCount=4'], { nodeConfig: { minNodeCount: 3, maxNodeCount: 4 } }],
  [['labels={"a":"b"}'], { labels: { a: 'b' } }],
  [['labels.a=x=y', 'description='], { labels: { a: 'x=y' }, description: '' }],
  [['configVariables=[{"key":"bulk","boolValue":true}]'], { configVariables: [{ key: 'bulk', boolValue: true }] }],
])('readSettings parses %j', (settings, patch) => {
  const { paths, ...read } = readSettings(settings);
  expect(read).toEqual({ patch });
  expect(paths).toEqual(settings.map((setting) => setting.split('=')[0]));
});

test('readSettings treats __proto__ and constructor as ordinary field names', () => {
  const { patch } = readSettings(['__proto__.polluted=1', 'constructor.prototype.polluted=1']);
  expect(JSON.stringify(patch)).toBe('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test.each(['', 'description', '=x'])('readSettings rejects %j', (setting) => {
  expect(() => readSettings([setting])).toThrow('--set must be field=value, such as nodeConfig.minNodeCount=3.');
});
