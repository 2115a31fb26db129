import { describe, expect, test } from 'vitest';
import { simulate } from '../../test/simulate.js';

const LIST = `/2010-04-01/Accounts/AC${'0'.repeat(32)}/Calls.json`;

describe('list responses', () => {
  test('a page of the 2010 API has relative links and continuous row numbers', async () => {
    const { simulator, get } = simulate();
    const sids = simulator
      .snapshot('Calls')
      .map(({ sid }) => sid)
      .toReversed();
    const { body: first } = await get('/Calls.json?PageSize=40&StartTime%3E=2020-01-01');
    expect(first.calls).toHaveLength(40);
    const next = `${LIST}?PageSize=40&StartTime%3E=2020-01-01&Page=1&PageToken=PA${sids[39]}`;
    const start = `${LIST}?PageSize=40&StartTime%3E=2020-01-01&Page=0`;
    expect(first).toEqual({
      page: 0,
      page_size: 40,
      start: 0,
      end: 39,
      uri: `${LIST}?PageSize=40&StartTime%3E=2020-01-01`,
      first_page_uri: start,
      next_page_uri: next,
      previous_page_uri: null,
      calls: first.calls,
    });
    const second = await get(next.slice(LIST.lastIndexOf('/')));
    expect(second.body).toMatchObject({
      page: 1,
      start: 40,
      end: 79,
      uri: next,
      first_page_uri: start,
      previous_page_uri: `${LIST}?PageSize=40&StartTime%3E=2020-01-01&Page=0&PageToken=PB${sids[40]}`,
    });
  });

  test('an empty list has all page properties', async () => {
    const { body } = await simulate().get('/Calls.json?To=nobody');
    expect(body).toEqual({
      calls: [],
      page: 0,
      page_size: 50,
      start: 0,
      end: 0,
      uri: `${LIST}?To=nobody`,
      first_page_uri: `${LIST}?To=nobody&Page=0&PageSize=50`,
      next_page_uri: null,
      previous_page_uri: null,
    });
    expect((await simulate().get('/Calls.json')).body.uri).toBe(LIST);
  });
});
