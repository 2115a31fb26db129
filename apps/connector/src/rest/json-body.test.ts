import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { toJsonBody } from './json-body.js';
import { RowList } from '../json/row-list.js';

const PART = 64 * 1024;
const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ Sid: String(index), Body: 'é'.repeat(100) }));

/** Starts a long body, and notes what it reports. */
function start(count = 5000) {
  const shares: number[] = [];
  let ends = 0;
  const value = { connectorOutputPayload: new RowList(rows(count)), nextPageToken: 'x' };
  const body = toJsonBody(value, { onPart: (share) => void shares.push(share), onEnd: () => void (ends += 1) });
  if (typeof body === 'string') throw new Error('The body is short.');
  return { reader: body.getReader(), shares, ends: () => ends };
}

test('a short body is text with a final line break, and is not needed any more at once', () => {
  let ends = 0;
  const onEnd = () => void (ends += 1);
  expect(toJsonBody({ a: [1] }, { onEnd })).toBe('{"a":[1]}\n');
  expect(toJsonBody({ a: [1] }, { space: 2, onEnd })).toBe('{\n  "a": [\n    1\n  ]\n}\n');
  expect(ends).toBe(2);
});

test('a long body is streamed in parts of about 64 KiB, with the same bytes', async () => {
  const { reader, ends } = start();
  const parts: Uint8Array[] = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value as Uint8Array);
  const value = { connectorOutputPayload: rows(5000), nextPageToken: 'x' };
  expect(Buffer.concat(parts).toString()).toBe(`${JSON.stringify(value)}\n`);
  expect(parts.length).toBeGreaterThan(5);
  // Each é takes two bytes.
  for (const { byteLength } of parts) expect(byteLength).toBeLessThan(2 * PART + 1000);
  expect(ends()).toBe(1);
});

test('parts are written only when they are asked for, and the rows before them are given back', async () => {
  const { reader, shares, ends } = start();
  await nextTurn();
  expect(shares).toEqual([]);
  await reader.read();
  await reader.read();
  await nextTurn();
  expect(shares).toHaveLength(2);
  expect(shares[0]).toBeLessThan(1);
  expect(shares[1]).toBeLessThanOrEqual(shares[0] ?? 0);
  expect(ends()).toBe(0);
  await reader.cancel();
  expect(ends()).toBe(1);
});

test('other work gets its turn between any two parts', async () => {
  const { reader } = start();
  let turns = 0;
  let isRunning = true;
  const count = () => {
    turns += 1;
    if (isRunning) setImmediate(count);
  };
  setImmediate(count);
  let parts = 0;
  while (!(await reader.read()).done) parts += 1;
  isRunning = false;
  expect(parts).toBeGreaterThan(5);
  expect(turns).toBeGreaterThanOrEqual(parts);
});

test('a long value of unknown size is written at once if its size is asked for, and refused if it is too large', async () => {
  let ends = 0;
  const value = { tools: rows(2000) };
  const text = `${JSON.stringify(value)}\n`;
  const onEnd = () => void (ends += 1);
  const sizes: number[] = [];
  const body = toJsonBody(value, { onText: (bytes) => void sizes.push(bytes), onEnd });
  expect(sizes).toEqual([Buffer.byteLength(text)]);
  expect(ends).toBe(0);
  expect(await new Response(body).text()).toBe(text);
  expect(ends).toBe(1);
  const refuse = () => {
    throw new Error('too large');
  };
  expect(() => toJsonBody(value, { onText: refuse, onEnd })).toThrow('too large');
  expect(ends).toBe(2);
  expect(toJsonBody({ a: 1 }, { onText: refuse })).toBe('{"a":1}\n');
});

test('a value that cannot be written is an error, and is not needed any more', () => {
  let ends = 0;
  const circular: Record<string, unknown> = {};
  circular.self = [[circular]];
  expect(() => toJsonBody(circular, { onEnd: () => void (ends += 1) })).toThrow(/circular/i);
  expect(ends).toBe(1);
});
