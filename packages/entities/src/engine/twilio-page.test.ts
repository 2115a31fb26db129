import { describe, expect, test } from 'vitest';
import { numbers } from '../../test/nested-catalog.js';
import { calls } from '../catalog/voice/calls.js';
import type { EntityType } from '../model/index.js';
import type { TwilioAnswer, TwilioRequest } from '../model/request.js';
import { readTwilioPage } from './twilio-page.js';

const FIRST = { pageSize: 50, page: '0', pageToken: '' };
const SECOND = { pageSize: 50, page: '1', pageToken: 'PA1' };
const request: TwilioRequest = { method: 'GET', path: '/Calls.json', query: { To: 'a' } };

/** Reads a page of which Twilio's answer has a body and the query of its link to the next page. */
async function read(
  body: unknown,
  { next, position = FIRST, entityType = calls as EntityType }: Partial<Options> = {},
) {
  const sent: TwilioRequest[] = [];
  const answer: TwilioAnswer = {
    status: 200,
    body,
    attempts: 1,
    ...(next && { nextPage: { ...request, query: next } }),
  };
  const send = async (one: TwilioRequest) => {
    sent.push(one);
    return answer;
  };
  return { page: await readTwilioPage(entityType, request, position, { send }), sent };
}

interface Options {
  readonly next: NonNullable<TwilioRequest['query']>;
  readonly position: typeof FIRST;
  readonly entityType: EntityType;
}

describe('the request of a page', () => {
  test('the first page has a size, and a later one its number and token too', async () => {
    const { sent } = await read({ calls: [] });
    expect(sent).toEqual([{ ...request, query: { To: 'a', PageSize: 50 } }]);
    const second = await read({ calls: [] }, { position: SECOND });
    expect(second.sent).toEqual([{ ...request, query: { To: 'a', PageSize: 50, Page: '1', PageToken: 'PA1' } }]);
  });
});

describe('a page that can be read', () => {
  const records = [{ sid: 'CA1' }, { sid: 'CA2' }];

  test('the page has its records, their keys, and the place of the next page, if there is one', async () => {
    expect((await read({ calls: records })).page).toEqual({ records, keys: ['CA1', 'CA2'] });
    const next = { PageSize: 50, Page: 1, PageToken: 'PA1' };
    expect((await read({ calls: records }, { next })).page).toEqual({
      records,
      keys: ['CA1', 'CA2'],
      next: { page: '1', pageToken: 'PA1' },
    });
  });

  test('records of entities without a key have no keys', async () => {
    const body = { numbers: [{ phone_number: 'a' }] };
    expect((await read(body, { entityType: numbers })).page).toEqual({ records: body.numbers, keys: [] });
  });
});

describe('a page that cannot be read', () => {
  test.each([undefined, null, {}, { calls: null }, { calls: {} }, { calls: [null] }, { calls: [{ sid: 'a' }, 5] }])(
    'the answer %j is discarded, because it has no list of records',
    async (body) => {
      await expect(read(body)).rejects.toMatchObject({
        code: 'UNREADABLE_ANSWER',
        message: "Twilio's list of Calls has no property calls; the page was discarded.",
      });
    },
  );

  test.each([{}, { sid: '' }, { sid: null }, { sid: 5 }])('a list with the record %j has no key', async (record) => {
    await expect(read({ calls: [{ sid: 'CA1' }, record] })).rejects.toMatchObject({
      code: 'UNREADABLE_ANSWER',
      message: "Twilio's list of Calls contains rows without Sid.",
    });
  });

  test.each<readonly [string, Options['next']]>([
    ['no page token', { Page: 2 }],
    ['no page number', { PageToken: 'PA2' }],
    ['the page token of the same page', { Page: 2, PageToken: 'PA1' }],
  ])('a link to the next page with %s is refused, because the list would be wrong or endless', async (_, next) => {
    await expect(read({ calls: [] }, { next, position: SECOND })).rejects.toMatchObject({
      code: 'UNREADABLE_ANSWER',
      message: "Twilio's list of Calls has an invalid link to the next page.",
    });
  });

  test('a link to the next page without a query is refused', async () => {
    const send = async () => ({
      status: 200,
      body: { calls: [] },
      attempts: 1,
      nextPage: { ...request, query: undefined },
    });
    const reading = readTwilioPage(calls, request, FIRST, { send: send as never });
    await expect(reading).rejects.toMatchObject({ code: 'UNREADABLE_ANSWER' });
  });
});
