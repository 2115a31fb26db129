import { expect, test, vi } from 'vitest';
import type { Resource } from '../model/resource.js';
import { toEntityBytes } from './entity-bytes.js';

const resource = { product: 'messaging' } as Resource;
const operation = { status: 200, properties: { sid: { type: 'string' }, url: { type: 'string' } } } as const;

const stored = (path: string) => ({ path, isStored: () => true });

test('the JSON of a stored row is made once, and anew for another row, path or operation', () => {
  const stringify = vi.spyOn(JSON, 'stringify');
  const row = { sid: 'MG1' };
  const first = toEntityBytes(resource, operation, row, stored('/v1/Services/MG1'));
  expect(JSON.parse(first.toString())).toEqual({ sid: 'MG1', url: 'https://messaging.twilio.com/v1/Services/MG1' });
  expect(toEntityBytes(resource, operation, row, stored('/v1/Services/MG1'))).toBe(first);
  expect(stringify).toHaveBeenCalledOnce();
  expect(toEntityBytes(resource, operation, row, stored('/v1/Other/MG1')).toString()).toContain('/v1/Other/MG1');
  expect(toEntityBytes(resource, { ...operation, properties: {} }, row, stored('/v1/Other/MG1')).toString()).toBe('{}');
  expect(toEntityBytes(resource, operation, { ...row, sid: 'MG2' }, stored('/v1/Services/MG2')).toString()).toContain(
    '"MG2"',
  );
  stringify.mockRestore();
});

test('the JSON of a row that was computed for one answer is not kept', () => {
  const row = { sid: 'MG1' };
  const computed = { path: '/v1/Services/MG1', isStored: () => false };
  const first = toEntityBytes(resource, operation, row, computed);
  expect(toEntityBytes(resource, operation, row, computed)).not.toBe(first);
});
