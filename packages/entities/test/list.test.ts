import { mockNetwork } from '@tooling/vitest/network';
import { HttpResponse } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { createEntities } from '../src/index.js';
import { answer, type Journal, send, serveList } from './twilio.js';

const network = mockNetwork();
const entities = createEntities({ send });
const journal: Journal = [];
beforeEach(() => {
  journal.length = 0;
});

const sidOf = (number: number) => `SM${String(number).padStart(32, '0')}`;
const sentAt = (day: number) => `Mon, ${String(day).padStart(2, '0')} Jan 2024 10:00:00 +0000`;

const serveMessages = (messages: Parameters<typeof serveList>[1]) =>
  network.use(serveList('messages', messages, journal));

const rows = Array.from({ length: 7 }, (_, index) => ({
  sid: sidOf(7 - index),
  date_sent: sentAt(8 - index),
  to: '+15550100001',
}));

describe('list pages', () => {
  test('LIST pages of varying sizes return every row exactly once', async () => {
    serveMessages(rows);
    const seen: string[] = [];
    let pageToken: string | undefined;
    for (const pageSize of [3, 2, 1, 3]) {
      const page = await entities.list('Messages', { pageSize, pageToken });
      seen.push(...page.entities.map(({ Sid }) => Sid));
      pageToken = page.nextPageToken;
      if (!pageToken) break;
    }
    expect(seen).toEqual(rows.map(({ sid }) => sid));
    expect(pageToken).toBeUndefined();
  });

  test("LIST requests the caller's page size from Twilio, by default 25 and at most 1,000", async () => {
    serveMessages(rows);
    await entities.list('Messages');
    await entities.list('Messages', { pageSize: 0 });
    await entities.list('Messages', { pageSize: 200 });
    await entities.list('Messages', { pageSize: 60_000 });
    expect(journal).toEqual([
      'GET ~/Messages.json?PageSize=25',
      'GET ~/Messages.json?PageSize=25',
      'GET ~/Messages.json?PageSize=200',
      'GET ~/Messages.json?PageSize=1000',
    ]);
    await expect(entities.list('Messages', { pageSize: -1 })).rejects.toMatchObject({ code: 'INVALID_PAGE_SIZE' });
  });

  test('a page token that is forged or belongs to another query is refused before anything is sent', async () => {
    serveMessages(rows);
    const { nextPageToken = '' } = await entities.list('Messages', { pageSize: 2, conditions: "To = '+15550100001'" });
    await entities.list('Messages', { pageToken: nextPageToken, conditions: "to='+15550100001'" });
    expect(journal).toHaveLength(2);
    const forged = Buffer.from(JSON.stringify([1, 'x', 2, '1', 'https://evil.example', 0])).toString('base64url');
    for (const [pageToken, conditions] of [
      [nextPageToken, undefined],
      [nextPageToken, "To = '+15550100002'"],
      [`${nextPageToken}x`, "To = '+15550100001'"],
      ['nonsense', undefined],
      [forged, undefined],
    ] as const) {
      await expect(entities.list('Messages', { pageToken, conditions })).rejects.toMatchObject({
        code: 'INVALID_PAGE_TOKEN',
      });
    }
    expect(journal).toHaveLength(2);
  });

  test('a page token contains neither host nor account', async () => {
    serveMessages(rows);
    const { nextPageToken = '' } = await entities.list('Messages', { pageSize: 2 });
    const text = Buffer.from(nextPageToken, 'base64url').toString();
    expect(text).not.toMatch(/http|twilio|AC/);
  });
});

test('a list without links to further pages is read whole and split into pages', async () => {
  const countries = ['US', 'GB', 'DE', 'CA'].map((code) => ({ country_code: code, country: code }));
  const shown = (size: string | null) => countries.slice(0, Number(size));
  network.use(
    answer('/AvailablePhoneNumbers.json', journal, (request) => ({
      countries: shown(new URL(request.url).searchParams.get('PageSize')),
    })),
  );
  const seen: unknown[] = [];
  let pageToken: string | undefined;
  do {
    const page = await entities.list('AvailablePhoneNumberCountries', { pageSize: 1, pageToken });
    seen.push(...page.entities.map(({ CountryCode }) => CountryCode));
    pageToken = page.nextPageToken;
  } while (pageToken);
  expect(seen).toEqual(['US', 'GB', 'DE', 'CA']);
  expect(journal.every((line) => line.endsWith('PageSize=1000'))).toBe(true);
});

describe('list conditions', () => {
  test('LIST pushes conditions down and applies them again, so that the answer is exact', async () => {
    serveMessages([...rows, { sid: sidOf(100), date_sent: null }]);
    const { entities: found, metadata } = await entities.list('Messages', {
      conditions: 'DateSent >= 2024-01-03T10:00:00Z AND DateSent < 2024-01-05T10:00:00Z',
    });
    expect(found.map(({ DateSent }) => DateSent)).toEqual(['2024-01-04T10:00:00Z', '2024-01-03T10:00:00Z']);
    expect(metadata).toEqual({
      requests: 1,
      pushed: ['DateSent >=', 'DateSent <'],
      residual: ['DateSent >=', 'DateSent <'],
      warnings: [],
    });
    expect(journal).toEqual(['GET ~/Messages.json?DateSent>=2024-01-03T10:00:00Z&DateSent<=2024-01-06&PageSize=25']);
  });

  test('LIST makes further requests to fill a page if the residual filter drops rows', async () => {
    serveMessages(rows);
    const page = await entities.list('Messages', { pageSize: 2, conditions: 'DateSent < 2024-01-04T10:00:00Z' });
    expect(page.entities.map(({ Sid }) => Sid)).toEqual([sidOf(2), sidOf(1)]);
    expect(page.metadata.requests).toBe(4);
    expect(page.nextPageToken).toBeUndefined();
  });

  test("LIST reads Twilio's largest pages if Twilio cannot apply the condition", async () => {
    serveMessages(rows);
    const conditions = "Sid != 'x' AND To LIKE '+1555%'";
    const first = await entities.list('Messages', { pageSize: 3, conditions });
    const second = await entities.list('Messages', { pageSize: 3, conditions, pageToken: first.nextPageToken });
    const third = await entities.list('Messages', { pageSize: 3, conditions, pageToken: second.nextPageToken });
    expect([first, second, third].map((page) => page.entities.length)).toEqual([3, 3, 1]);
    expect(third.nextPageToken).toBeUndefined();
    expect(journal).toEqual(Array.from({ length: 3 }, () => 'GET ~/Messages.json?PageSize=1000'));
  });

  test('LIST reads at most ten Twilio pages and then returns a page token', async () => {
    const many = Array.from({ length: 12_000 }, (_, index) => ({
      sid: sidOf(index),
      to: index === 11_999 ? 'x' : 'y',
    }));
    serveMessages(many);
    const page = await entities.list('Messages', { conditions: "To LIKE 'x'" });
    expect(page.entities).toHaveLength(0);
    expect(page.metadata.requests).toBe(10);
    const rest = await entities.list('Messages', { conditions: "To LIKE 'x'", pageToken: page.nextPageToken });
    expect(rest.entities.map(({ Sid }) => Sid)).toEqual([sidOf(11_999)]);
  });

  test('LIST by key is a GET, and a missing entity gives an empty page', async () => {
    network.use(answer(`/Messages/${sidOf(1)}.json`, journal, () => ({ sid: sidOf(1), to: 'a' })));
    const found = await entities.list('Messages', { conditions: `${sidOf(1)}` });
    expect(found.entities).toHaveLength(1);
    const other = await entities.list('Messages', { conditions: `Sid = '${sidOf(1)}' AND To = 'b'` });
    expect(other.entities).toHaveLength(0);
    network.use(answer(`/Messages/${sidOf(2)}.json`, journal, () => ({}), 404));
    const none = await entities.list('Messages', { conditions: sidOf(2) });
    expect(none).toMatchObject({ entities: [], metadata: { pushed: ['Sid ='] } });
  });

  test('a pseudo-column is pushed down and absent from the rows', async () => {
    network.use(
      answer('/Recordings.json', journal, () => ({ recordings: [{ sid: 'RE1', channels: 1 }], next_page_uri: null })),
    );
    const { entities: found, metadata } = await entities.list('Recordings', {
      conditions: 'IncludeSoftDeleted = true',
    });
    expect(found).toMatchObject([{ Sid: 'RE1', Channels: 1 }]);
    expect(metadata).toMatchObject({ pushed: ['IncludeSoftDeleted ='], residual: [] });
    expect(journal).toEqual(['GET ~/Recordings.json?IncludeSoftDeleted=true&PageSize=25']);
  });

  test.each([
    ["Nothing = 'x'", 'has no column "Nothing" at position 0'],
    ['DateSent > 5', 'must be compared with a date or a timestamp'],
    ['To = true', 'must be compared with a string in quotes'],
    ["SubresourceUris = '{}'", 'SubresourceUris at position 0 cannot be compared: it contains JSON.'],
    ["NumMedia LIKE '1%'", 'LIKE at position 0 requires a text column; NumMedia has the type integer.'],
    ['ProvideFeedback = true', 'ProvideFeedback at position 0 cannot be compared: it is write-only.'],
    ["NumMedia IN (1, 'two')", 'must be compared with a whole number'],
  ])('LIST refuses the condition %s and sends nothing', async (conditions, sentence) => {
    await expect(entities.list('Messages', { conditions })).rejects.toThrow(sentence);
  });
});

describe('list failures', () => {
  test.each([
    ['the collection is missing', { calls: [] }],
    ['the rows are not objects', { messages: [1] }],
    ['the link to the next page lacks a page token', { messages: [], next_page_uri: '/Messages.json?x=1' }],
  ])('LIST returns an error if %s', async (_, body) => {
    network.use(answer('/Messages.json', journal, () => body));
    await expect(entities.list('Messages')).rejects.toMatchObject({ code: 'UNREADABLE_ANSWER' });
  });

  test('LIST returns an error if the next page is the same page', async () => {
    const next = '/2010-04-01/Accounts/AC/Messages.json?Page=1&PageToken=PA1';
    network.use(answer('/Messages.json', journal, () => ({ messages: [], next_page_uri: next })));
    await expect(entities.list('Messages')).rejects.toMatchObject({ code: 'UNREADABLE_ANSWER' });
    expect(journal).toHaveLength(2);
  });

  test('LIST passes on errors of send and reports the attempts', async () => {
    let attempts = 0;
    network.use(answer('/Messages.json', journal, () => HttpResponse.json({}), 503));
    const list = entities.list('Messages', { onAttempt: () => (attempts += 1) });
    await expect(list).rejects.toMatchObject({ status: 503 });
    expect(attempts).toBe(1);
  });
});
