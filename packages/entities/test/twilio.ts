import { http, HttpResponse, type RequestHandler } from 'msw';
import type { Send, TwilioRequest } from '../src/index.js';

const HOST = 'https://api.twilio.com';
const ACCOUNT = 'AC00000000000000000000000000000001';

/**
 * A minimal port over Node's `fetch`, so that msw can act as Twilio. Encodes forms and queries like a real client and
 * rejects with `status` unless the status is 2xx.
 */
export const send: Send = async ({ method, path, query = {}, form }, options) => {
  options?.onAttempt?.();
  const url = new URL(path.replace('{AccountSid}', ACCOUNT), HOST);
  url.search = toParameters(query).toString();
  const response = await fetch(url, { method, ...(form && { body: toParameters(form) }) });
  const text = await response.text();
  if (!response.ok) throw Object.assign(new Error(`HTTP ${response.status}`), { status: response.status, attempts: 1 });
  const body: unknown = text ? JSON.parse(text) : undefined;
  const next = (body as { next_page_uri?: string | null } | undefined)?.next_page_uri;
  const nextPage = next ? { method, path, query: Object.fromEntries(new URL(next, HOST).searchParams) } : undefined;
  return { status: response.status, body, attempts: 1, ...(nextPage && { nextPage }) };
};

/** The received requests, each as `METHOD path?query form`. */
export type Journal = string[];

/** Creates a handler for one path of the account that records its requests. */
export function answer(
  path: string,
  journal: Journal,
  reply: (request: Request) => unknown,
  status = 200,
): RequestHandler {
  return http.all(`${HOST}/2010-04-01/Accounts/${ACCOUNT}${path}`, async ({ request }) => {
    const { pathname, search } = new URL(request.url);
    const form = await request.clone().text();
    const line = `${request.method} ${pathname.replace(`/2010-04-01/Accounts/${ACCOUNT}`, '~')}${decodeURIComponent(search)}`;
    journal.push(form ? `${line} ${form}` : line);
    const body = reply(request);
    return body === undefined ? new HttpResponse(null, { status }) : HttpResponse.json(body as object, { status });
  });
}

/** Creates a handler for a list that pages like Twilio: the token names the last row of the previous page. */
export function serveList(
  collection: string,
  rows: readonly ({ readonly sid: string } & Record<string, unknown>)[],
  journal: Journal,
): RequestHandler {
  const resource = collection.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
  return answer(`/${resource}.json`, journal, (request) => {
    const query = new URL(request.url).searchParams;
    const size = Number(query.get('PageSize'));
    const start = query.has('PageToken') ? rows.findIndex(({ sid }) => `PA${sid}` === query.get('PageToken')) + 1 : 0;
    const page = rows.slice(start, start + size);
    const number = Number(query.get('Page') ?? 0) + 1;
    const next = `/2010-04-01/Accounts/AC/${resource}.json?PageSize=${size}&Page=${number}&PageToken=PA${page.at(-1)?.sid}`;
    return { [collection]: page, next_page_uri: start + size >= rows.length ? null : next };
  });
}

function toParameters(values: NonNullable<TwilioRequest['query']>): URLSearchParams {
  const entries = Object.entries(values).flatMap(([name, value]) =>
    [value]
      .flat()
      .filter((item) => item !== undefined)
      .map((item): [string, string] => [name, String(item)]),
  );
  return new URLSearchParams(entries);
}
