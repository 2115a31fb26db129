import type { BrowserContext } from 'playwright-core';

/** What happened on the pages of a browser window that should not, and every text that they saw. */
export interface PageWatch {
  /** Console errors, violations of the content security policy, failed requests, and requests to other origins. */
  readonly faults: readonly string[];
  /** URLs and bodies that arrived, and what `look` has found. */
  readonly texts: readonly (readonly [place: string, text: string])[];
  /** Excludes a status that the test provokes from the faults. All others of 400 or more are faults. */
  allow(status: number): void;
  /** Adds what the open pages show and what the browser keeps to the texts. */
  look(): Promise<void>;
}

/** The browser reports each answer with a status of 400 or more as an error of the console. */
const FAILED_LOAD = /^Failed to load resource: the server responded with a status of (\d+)/;
/** The test cuts the connection to see what the console does about it. */
const CUT = /net::ERR_(?:FAILED|ABORTED|CONNECTION_\w+|EMPTY_RESPONSE|INTERNET_DISCONNECTED)/;

export function watchPages(context: BrowserContext, origin: string): PageWatch {
  const faults: string[] = [];
  const texts: (readonly [string, string])[] = [];
  const allowed = new Set<number>();
  context.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    const text = message.text();
    const status = Number(FAILED_LOAD.exec(text)?.[1] ?? 0);
    if (!allowed.has(status) && !(allowed.has(0) && CUT.test(text))) faults.push(`console: ${text}`);
  });
  context.on('weberror', (error) => faults.push(`error: ${error.error().message}`));
  context.on('request', (request) => {
    const url = request.url();
    texts.push(['URL', url]);
    if (!url.startsWith(origin) && !/^(?:blob|data):/.test(url)) faults.push(`other origin: ${url}`);
  });
  context.on('response', (response) => {
    if (!/json/.test(response.headers()['content-type'] ?? '')) return;
    response.text().then(
      (text) => texts.push([response.url(), text]),
      // The page was left before the answer was complete.
      () => undefined,
    );
  });
  return {
    faults,
    texts,
    allow: (status) => void allowed.add(status),
    async look() {
      for (const page of context.pages()) {
        const storage = await page.evaluate(readStorage).catch(() => '');
        texts.push([`page ${page.url()}`, await page.content()], [`storage of ${page.url()}`, storage]);
      }
    },
  };
}

/** Runs in the page. One without an origin has no storage. */
function readStorage(): string {
  return JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]);
}
