import { expect, test, vi } from 'vitest';
import type { Resource } from '../model/resource.js';
import { toEntityBytes } from './entity-bytes.js';

const resource = { product: 'messaging' } as Resource;
const operation = { status: 200, properties: { sid: { type: 'string' }, url: { type: 'string' } } } as const;

test('the JSON of a row is made once, and anew for another row, path or operation', () => {
  const stringify = vi.spyOn(JSON, 'stringify');
  const row = { sid: 'MG1' };
  const first = toEntityBytes(resource, operation, row, '/v1/Services/MG1');
  expect(JSON.parse(first.toString())).toEqual({ sid: 'MG1', url: 'https://messaging.twilio.com/v1/Services/MG1' });
  expect(toEntityBytes(resource, operation, row, '/v1/Services/MG1')).toBe(first);
  expect(stringify).toHaveBeenCalledOnce();
  expect(toEntityBytes(resource, operation, row, '/v1/Other/MG1').toString()).toContain('/v1/Other/MG1');
  expect(toEntityBytes(resource, { ...operation, properties: {} }, row, '/v1/Other/MG1').toString()).toBe('{}');
  expect(toEntityBytes(resource, operation, { ...row, sid: 'MG2' }, '/v1/Services/MG2').toString()).toContain('"MG2"');
  stringify.mockRestore();
});
