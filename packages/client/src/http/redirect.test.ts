import { describe, expect, test } from 'vitest';
import { recordPermits } from '../../test/recorded-permits.js';
import { admitAfter, createTestClient, rejection } from '../../test/test-client.js';
import type { AttemptRecord } from '../call/attempt-record.js';
import { toRedirect } from './redirect.js';

const FROM = new URL('https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1');
const MEDIA = { method: 'GET', path: '/2010-04-01/Accounts/{AccountSid}/Messages/MM1/Media/ME1' } as const;

const MEDIA_URL = 'https://media.twiliocdn.com/x';

const answer = (status: number, location?: string) =>
  new Response(null, { status, headers: location === undefined ? {} : { location } });

test.each([
  [307, 'https://media.twiliocdn.com/AC1/x', 'https://media.twiliocdn.com/AC1/x', false],
  [
    302,
    'https://s3-external-1.amazonaws.com/media/x?sig=1',
    'https://s3-external-1.amazonaws.com/media/x?sig=1',
    false,
  ],
  [301, '/other', 'https://api.twilio.com/other', true],
  [300, '/lowest', 'https://api.twilio.com/lowest', true],
  [399, '/highest', 'https://api.twilio.com/highest', true],
])('a download answered with %i and the location %s is redirected', (status, location, href, isSameOrigin) => {
  expect(toRedirect(answer(status, location), FROM)).toMatchObject({ url: { href }, isSameOrigin });
});

test.each([
  [200, 'https://media.twiliocdn.com/x'],
  [307, undefined],
  [307, 'https://example.com/x'],
  [400, 'https://media.twiliocdn.com/x'],
  [307, 'https://twiliocdn.com.example.com/x'],
  [307, 'https://media.twiliocdn.com.example.com/x'],
  [307, 'https://media.twiliocdn.com@example.com/x'],
  [307, 'http://media.twiliocdn.com/x'],
  [307, 'https://media.twiliocdn.com:8443/x'],
  [307, 'https://user:secret@media.twiliocdn.com/x'],
  [307, 'https://user@media.twiliocdn.com/x'],
  [307, 'https://:secret@media.twiliocdn.com/x'],
  [307, 'http://169.254.169.254/latest'],
  [307, 'https://['],
])('a download answered with %i and the location %s is not redirected', (status, location) => {
  expect(toRedirect(answer(status, location), FROM)).toBeUndefined();
});

describe('redirected downloads', () => {
  /** Answers requests in order, and records the URL and the credentials of each. */
  function serve(...replies: readonly Response[]) {
    const asked: (readonly [url: string, authorization: string | null])[] = [];
    const fetch = (input: unknown) => {
      const request = input as Request;
      asked.push([request.url, request.headers.get('authorization')]);
      return Promise.resolve(replies[asked.length - 1] ?? answer(500));
    };
    return { asked, fetch: fetch as typeof globalThis.fetch };
  }

  test('a download redirected to a media host is fetched without the credentials, as one attempt', async () => {
    const { asked, fetch } = serve(answer(307, 'https://media.twiliocdn.com/x'), new Response('bytes'));
    const { client } = createTestClient({ fetch });
    const { body, attempts } = await client.download(MEDIA);
    expect(await new Response(body).text()).toBe('bytes');
    expect(attempts).toBe(1);
    expect(asked).toEqual([
      [expect.stringContaining('/Media/ME1'), expect.stringMatching(/^Basic /)],
      ['https://media.twiliocdn.com/x', null],
    ]);
  });

  test('only the server of the original request gets the credentials, through any chain of redirects', async () => {
    const { asked, fetch } = serve(
      answer(302, '/2010-04-01/elsewhere'),
      answer(307, 'https://media.twiliocdn.com/x'),
      answer(307, '/y'),
      new Response('bytes'),
    );
    const { client } = createTestClient({ fetch });
    expect(await client.download(MEDIA)).toMatchObject({ attempts: 2 });
    expect(asked.map(([url, authorization]) => [new URL(url).pathname, authorization !== null])).toEqual([
      [expect.stringContaining('/Media/ME1'), true],
      ['/2010-04-01/elsewhere', true],
      ['/x', false],
      ['/y', false],
    ]);
  });

  test('a redirect to the same server is admitted, counted and recorded as an attempt, and one to a media host is not', async () => {
    const { fetch } = serve(answer(302, '/a'), answer(307, '/b'), answer(307, MEDIA_URL), new Response('bytes'));
    const { admit, ends } = recordPermits();
    let counted = 0;
    const records: AttemptRecord[] = [];
    const { client } = createTestClient({ fetch, admit, onAttempt: (record) => records.push(record) });
    await client.download(MEDIA, { onAttempt: () => counted++ });
    expect([ends, counted]).toEqual([['sent', 'sent', 'sent'], 3]);
    expect(records.map(({ status, attempt }) => [status, attempt])).toEqual([
      [302, 1],
      [307, 2],
      [200, 3],
    ]);
  });

  test('a download fails with the error of the admission if its redirect to the same server is not admitted', async () => {
    const { asked, fetch } = serve(answer(302, '/a'));
    const full = new Error('queue full');
    let admitted = 0;
    const { client } = createTestClient({
      fetch,
      admit: admitAfter(() => {
        if (++admitted > 1) throw full;
      }),
    });
    expect(await rejection(client.download(MEDIA))).toBe(full);
    expect(asked).toHaveLength(1);
  });

  test('a download begins again at its own URL if the target of a redirect fails, and redirects do not count as attempts', async () => {
    const redirected = () => [answer(302, '/a'), answer(503)];
    const { asked, fetch } = serve(...redirected(), ...redirected(), answer(302, '/a'), new Response('bytes'));
    const { client } = createTestClient({ fetch, maxAttempts: 3 });
    expect(await client.download(MEDIA)).toMatchObject({ attempts: 6 });
    const paths = asked.map(([url]) => new URL(url).pathname);
    expect(new Set([paths[0], paths[2], paths[4]]).size).toBe(1);
    expect([paths[1], paths[3], paths[5]]).toEqual(['/a', '/a', '/a']);
  });

  test.each([MEDIA_URL, '/again'])('a download fails after three redirects to %s', async (location) => {
    const { asked, fetch } = serve(...Array.from({ length: 9 }, () => answer(307, location)));
    const { client } = createTestClient({ fetch });
    expect(await rejection(client.download(MEDIA))).toMatchObject({ status: 307 });
    expect(asked).toHaveLength(4);
  });

  test('a download is not redirected to any other host, and a request for JSON is never redirected', async () => {
    const away = serve(answer(307, 'https://example.com/x'));
    expect(await rejection(createTestClient(away).client.download(MEDIA))).toMatchObject({ status: 307 });
    expect(away.asked).toHaveLength(1);
    const page = serve(answer(307, 'https://media.twiliocdn.com/x'));
    expect(await rejection(createTestClient(page).client.request(MEDIA))).toMatchObject({ status: 307 });
    expect(page.asked).toHaveLength(1);
  });
});
