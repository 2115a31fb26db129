import { ADMINISTRATOR_TOKEN, type BedAnswer, type BedCall, type ServerBed } from './server-bed.js';

/** A browser with a page of the console open: it sends the cookies that it was given, and the headers that browsers add. */
export interface Browser {
  /** The cookie of the session, as `name=value`; empty without one. */
  readonly cookie: () => string;
  /** Sends a request of a page. `headers` replace those that the browser adds. */
  call(path: string, call?: BedCall): Promise<BedAnswer>;
}

/** The origin of beds whose tests name no other. */
export const ORIGIN = 'http://127.0.0.1:8080';

/** Opens a browser that is not signed in. */
export function openBrowser(bed: Pick<ServerBed, 'call'>, origin = ORIGIN): Browser {
  let cookie = '';
  return {
    cookie: () => cookie,
    async call(path, { headers, ...call } = {}) {
      const sent = { 'Sec-Fetch-Site': 'same-origin', ...(cookie && { Cookie: cookie }), ...headers };
      const answer = await bed.call(`${origin}${path}`, { ...call, headers: sent });
      const given = answer.headers.get('set-cookie');
      if (given !== null) cookie = given.includes('Max-Age=0') ? '' : (given.split(';')[0] ?? '');
      return answer;
    },
  };
}

/** Opens a browser and signs in with a token. */
export async function signIn(bed: ServerBed, token = ADMINISTRATOR_TOKEN, origin = ORIGIN): Promise<Browser> {
  const browser = openBrowser(bed, origin);
  const { status, text } = await browser.call('/console/session', { method: 'POST', token });
  if (status !== 200) throw new Error(`Signing in answered ${status}: ${text}`);
  return browser;
}
