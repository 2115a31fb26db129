import { createActionPlans, createEntities, type MemoryNeed } from '@twilio-connector/entities';
import { expect, test } from 'vitest';
import { createEntityScan } from './scan-entities.js';

const SIGNAL = new AbortController().signal;
const REQUEST = { columns: ['sid', 'body'], order: 'any', maxRequests: 100, signal: SIGNAL } as const;

/** Two pages of messages. */
function open(rows = 3) {
  const needs: MemoryNeed[] = [];
  const sent: unknown[] = [];
  const entities = createEntities({
    send: async ({ query = {} }) => {
      sent.push(query);
      const isFirst = query.PageToken === undefined;
      const messages = Array.from({ length: rows }, (_, index) => ({
        sid: `SM${isFirst ? 0 : 1}${index}`,
        body: 'x'.repeat(100),
      }));
      const nextPage = { method: 'GET', path: '/x', query: { Page: '1', PageToken: 'P' } } as const;
      return { status: 200, body: { messages }, attempts: 1, ...(isFirst && { nextPage }) };
    },
  });
  const scan = createEntityScan(
    { entities, actions: createActionPlans() },
    { onRead: () => {}, reserve: (need) => void needs.push(need) },
  );
  return { scan, needs, sent };
}

async function read(pages: AsyncIterable<{ readonly rows: readonly unknown[]; readonly requests: number }>) {
  const read: (readonly [rows: number, requests: number])[] = [];
  for await (const { rows, requests } of pages) read.push([rows.length, requests]);
  return read;
}

test('each page of a scan tells its requests', async () => {
  const { scan } = open();
  expect(await read(scan('messages', REQUEST))).toEqual([
    [3, 1],
    [3, 1],
  ]);
});

test('the rows of all scans of a query are counted as held until its end', async () => {
  const { scan, needs } = open();
  await read(scan('messages', REQUEST));
  const afterOne = needs.at(-1)?.held ?? 0;
  expect(afterOne).toBeGreaterThan(6 * 30);
  await read(scan('messages', REQUEST));
  expect(needs.at(-1)?.held).toBeCloseTo(2 * afterOne);
});

test('a scan of the first rows asks for a page that holds them', async () => {
  const { scan, sent } = open(250);
  const pages = scan('messages', { ...REQUEST, order: 'natural', limit: 250 })[Symbol.asyncIterator]();
  await pages.next();
  await pages.return?.();
  expect(sent).toEqual([expect.objectContaining({ PageSize: 250 })]);
});

test('conditions become those of entities', async () => {
  const { scan, sent } = open();
  const condition = {
    and: [
      { column: 'to', operator: '=', value: '+15550100001' },
      { column: 'date_sent', operator: '>=', value: '2026-11-30T00:00:00Z' },
    ],
  } as const;
  await read(scan('messages', { ...REQUEST, condition }));
  expect(sent[0]).toMatchObject({ To: '+15550100001', 'DateSent>': '2026-11-30T00:00:00Z' });
});
