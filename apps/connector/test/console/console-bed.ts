import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { findCanaries } from '../canaries.js';
import { startTestBed, type TestBed } from '../test-bed.js';
import { startChromium } from './chromium.js';
import { type PageWatch, watchPages } from './page-watch.js';

/** A page of a browser on the console, and what may not happen on it. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly watch: PageWatch;
}

/** A server with its simulator, and a browser. */
export interface ConsoleBed extends TestBed {
  readonly browser: Browser;
  /** Opens a browser window that nobody is signed in to. */
  visit(options?: BrowserContextOptions): Promise<Visitor>;
  /** Opens a window and signs in with a token, the administrator's by default. */
  signIn(options?: BrowserContextOptions & { readonly token?: string }): Promise<Visitor>;
  /**
   * Ends the browser and the server.
   *
   * @throws Error if a page of any visitor had a fault, or showed, kept or was sent the administrator's token or Twilio's
   */
  close(): Promise<void>;
  /** Calls the API as the administrator. */
  api(path: string, init?: { readonly method?: string; readonly body?: unknown }): Promise<Record<string, any>>;
}

/** The path of the first connection in the console. */
export const TWILIO = '/console/c/local/local/twilio';

/** Twilio's token, in no other text by chance. */
const AUTH_TOKEN = 'canary-of-the-auth-token-4711';

/** A wait that is only reached if something is broken; the machine may be busy. */
const PATIENCE_MS = 30_000;

export async function startConsoleBed(env: Readonly<Record<string, string>> = {}): Promise<ConsoleBed> {
  const bed = await startTestBed({ TWILIO_AUTH_TOKEN: AUTH_TOKEN, ...env });
  const browser = await startChromium();
  const watches: PageWatch[] = [];
  const visit: ConsoleBed['visit'] = async (options = {}) => {
    const context = await browser.newContext({
      baseURL: bed.url,
      reducedMotion: 'reduce',
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const watch = watchPages(context, bed.url);
    watches.push(watch);
    const page = await context.newPage();
    return { page, context, watch };
  };
  return {
    ...bed,
    browser,
    visit,
    async signIn({ token = bed.token, ...options } = {}) {
      const visitor = await visit(options);
      await visitor.page.goto('/console/');
      await visitor.page.getByLabel('Token').fill(token);
      await visitor.page.keyboard.press('Enter');
      // On a narrow window, the navigation is closed.
      await visitor.page.locator('#navigation').waitFor({ state: 'attached' });
      return visitor;
    },
    async api(path, { method = 'GET', body } = {}) {
      const answer = await bed.request(path, {
        method,
        headers: { Authorization: `Bearer ${bed.token}` },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (answer.status !== 200) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
      return answer.json;
    },
    async close() {
      await Promise.all(watches.map((watch) => watch.look()));
      await browser.close();
      await bed.close();
      const secrets = { administrator: bed.token, twilio: bed.simulator.authToken };
      const finds = watches.flatMap(({ texts }) => findCanaries(secrets, texts));
      const faults = watches.flatMap((watch) => watch.faults);
      if (finds.length + faults.length > 0) throw new Error(JSON.stringify([...faults, ...finds], undefined, 2));
    },
  };
}
