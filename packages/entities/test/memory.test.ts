import { describe, expect, test } from 'vitest';
import { createActions, createEntities, type MemoryNeed, type Send } from '../src/index.js';

const sidOf = (number: number) => `SM${String(number).padStart(32, '0')}`;
const KIB = 1024;

/** A Twilio with messages whose bodies have a given length; the request sizes are noted together with the needs. */
function open({ messages = 5000, bodyLength = 1600 } = {}) {
  const steps: (number | 'request')[] = [];
  const needs: MemoryNeed[] = [];
  const send: Send = async ({ path, query = {} }) => {
    steps.push('request');
    if (!path.endsWith('Messages.json')) return { status: 204, body: undefined, attempts: 1 };
    const { PageSize: size, PageToken: start = 0 } = query;
    const [from, end] = [Number(start), Number(start) + Number(size)];
    const page = Array.from({ length: Math.max(0, Math.min(end, messages) - from) }, (_, index) => ({
      sid: sidOf(from + index),
      body: 'x'.repeat(bodyLength),
      num_segments: String((from + index) % 7),
    }));
    const nextPage = { method: 'GET', path, query: { Page: 1, PageToken: end } } as const;
    return { status: 200, body: { messages: page }, attempts: 1, ...(end < messages && { nextPage }) };
  };
  const reserve = (need: MemoryNeed) => {
    needs.push(need);
    steps.push(need.held + need.expected);
  };
  return { entities: createEntities({ send, bulk: true }), send, reserve, needs, steps };
}

/** Creates a `reserve` that refuses when a call needs more than a number of bytes. */
function limit(bytes: number) {
  return ({ held, expected }: MemoryNeed) => {
    if (held + expected > bytes) throw new Error('too much');
  };
}

describe('reserve', () => {
  test('a list asks for the memory of its first page only, and for all rows that may follow once it knows their size', async () => {
    const { entities, reserve, needs, steps } = open();
    const page = await entities.list('Messages', { pageSize: 3000, reserve });
    expect(page.entities).toHaveLength(3000);
    expect(steps.filter((step) => step === 'request')).toHaveLength(3);
    expect(steps[0]).toBeTypeOf('number');
    const [first, second, third, last] = needs;
    expect(first?.held).toBe(0);
    expect(first?.expected).toBeLessThan(10_000 * KIB);
    // A thousand rows are there, two thousand may follow, and each takes more than its body.
    expect(second?.held).toBeGreaterThan(1000 * 1600);
    expect(second?.expected).toBeGreaterThan(2000 * 1600);
    expect(third?.held).toBeGreaterThan(2000 * 1600);
    expect(third?.expected).toBeLessThan(second?.expected ?? 0);
    expect(last).toEqual({ held: (second?.held ?? 0) * 3, expected: 0 });
  });

  test('a list that is complete after its first page never asks for more than that page', async () => {
    const { entities, reserve, needs } = open({ messages: 10 });
    await entities.list('Messages', { pageSize: 50_000, reserve });
    expect(needs).toHaveLength(2);
    expect((needs[0]?.expected ?? 0) + (needs[1]?.held ?? 0)).toBeLessThan(10_000 * KIB);
    expect(needs[1]).toMatchObject({ expected: 0 });
  });

  test('a list ends before its next request when reserve throws', async () => {
    const { entities, steps } = open();
    const call = entities.list('Messages', { pageSize: 5000, reserve: limit(10_000 * KIB) });
    await expect(call).rejects.toThrow('too much');
    expect(steps).toEqual(['request']);
  });

  test('the estimate follows the size of the rows: texts by their bytes, and nested JSON', async () => {
    const heldFor = async (body: object) => {
      const needs: MemoryNeed[] = [];
      const send: Send = async () => ({ status: 200, body: { messages: [{ sid: sidOf(1), ...body }] }, attempts: 1 });
      await createEntities({ send }).list('Messages', { reserve: (need) => void needs.push(need) });
      return needs.at(-1)?.held ?? 0;
    };
    const empty = await heldFor({});
    expect((await heldFor({ body: 'x'.repeat(1000) })) - empty).toBeGreaterThanOrEqual(1000);
    expect((await heldFor({ body: '😀'.repeat(500) })) - empty).toBeGreaterThanOrEqual(2000);
    const nested = { a: 'x'.repeat(500), b: ['y'.repeat(500)] };
    expect((await heldFor({ subresource_uris: nested })) - empty).toBeGreaterThanOrEqual(1000);
  });

  test('a sorted list asks for the rows that it keeps, not for all that it reads', async () => {
    const { entities, reserve, needs } = open({ messages: 10_000 });
    const sortBy = { field: 'NumSegments', direction: 'DESC' } as const;
    const page = await entities.list('Messages', { pageSize: 10, sortBy, reserve });
    expect(page.entities).toHaveLength(10);
    const most = Math.max(...needs.map(({ held, expected }) => held + expected));
    expect(most).toBeLessThan(6000 * 2 * KIB);
    expect(most).toBeGreaterThan(2000 * 1600);
    expect(needs.at(-1)?.held).toBeLessThan(20 * 2 * KIB);
    const many = open({ messages: 8000 });
    await many.entities.list('Messages', { pageSize: 5000, sortBy, reserve: many.reserve });
    expect(Math.max(...many.needs.map(({ held }) => held))).toBeGreaterThan(5000 * 1600);
  });

  test('reading row by row never asks for more than a page', async () => {
    const { entities, reserve, needs } = open({ messages: 10_000 });
    let count = 0;
    for await (const _ of entities.rows('Messages', { reserve })) count += 1;
    expect(count).toBe(10_000);
    for (const { held, expected } of needs) expect(held + expected).toBeLessThan(5000 * 2 * KIB);
  });

  test('a bulk write asks for its keys, and sends no write when it is refused', async () => {
    const { entities, needs, reserve, steps } = open({ bodyLength: 1 });
    const conditions = "Body LIKE 'x%'";
    await entities.deleteMany('Messages', { conditions }, { reserve, maxRequests: 5 });
    const [page, all] = [needs[1], needs.at(-1)];
    expect(all?.expected).toBe(0);
    expect(all?.held).toBeGreaterThan(5000 * 100);
    steps.length = 0;
    const most = (page?.held ?? 0) + (page?.expected ?? 0) + 1;
    await expect(entities.deleteMany('Messages', { conditions }, { reserve: limit(most) })).rejects.toThrow('too much');
    expect(steps.length).toBeLessThan(5);
  });

  test('a file asks for its bytes as they arrive, and is cut off when reserve throws', async () => {
    let cancelled = false;
    const body = () =>
      new ReadableStream<Uint8Array>({
        pull: (controller) => controller.enqueue(new Uint8Array(KIB)),
        cancel: () => void (cancelled = true),
      });
    const download = async () => ({ contentType: 'audio/mpeg', body: body(), attempts: 1 });
    const actions = createActions({ send: open().send, download });
    const input = { MessageSid: sidOf(1), Sid: `ME${'1'.repeat(32)}` };
    const call = actions.execute('DownloadMedia', input, { reserve: limit(100 * KIB) });
    await expect(call).rejects.toThrow('too much');
    expect(cancelled).toBe(true);
  });

  test('an action that reads asks for its results, and one that writes is never refused after the write', async () => {
    const send: Send = async () => ({ status: 200, body: { sid: sidOf(1), body: 'x'.repeat(10 * KIB) }, attempts: 1 });
    const actions = createActions({ send, allow: ['*'] });
    const execute = (Method: 'GET' | 'POST') =>
      actions.execute('ExecuteRequest', { Path: '/v1/Things', Method }, { reserve: limit(KIB) });
    await expect(execute('GET')).rejects.toThrow('too much');
    expect((await execute('POST')).results).toHaveLength(1);
  });
});
