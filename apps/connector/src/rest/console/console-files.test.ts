import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConsoleFiles } from './console-files.js';

const HTML =
  '<html lang="en"><meta name="color-scheme" content="light dark">' +
  '<meta property="csp-nonce" nonce="__CSP_NONCE__"><link nonce="__CSP_NONCE__"><script src="/console/assets/a.js">';
const PAGE = { Accept: 'text/html,*/*;q=0.8' };

let root: string;
let app: Hono;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'twilio-connector-console-'));
  const folder = join(root, 'console');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), HTML);
  writeFileSync(join(folder, 'favicon.svg'), '<svg/>');
  writeFileSync(join(folder, 'assets', 'a.js'), 'plain()');
  writeFileSync(join(folder, 'assets', 'a.js.br'), brotliCompressSync('compressed()'));
  writeFileSync(join(root, 'secret.txt'), 'secret');
  app = new Hono();
  const files = createConsoleFiles(folder);
  app.get('/console/*', (c) => files(c));
  app.onError((error) => Response.json({ message: error.message }, { status: 404 }));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const get = (path: string, headers: Record<string, string> = {}, origin = 'http://127.0.0.1:8080') =>
  app.request(`${origin}${path}`, { headers });
const headersOf = ({ headers }: Response, ...names: string[]) => names.map((name) => headers.get(name));

test('every page is index.html with a nonce of its own, which its policy allows', async () => {
  const nonces = new Set<string>();
  for (const path of ['/console/', '/console/index.html', '/console/c/p/l/twilio/data/Messages', '/console/a.b']) {
    const answer = await get(path, PAGE);
    const html = await answer.text();
    const nonce = /<meta property="csp-nonce" nonce="([\w+/=]{24})">/.exec(html)?.[1] ?? '';
    expect(html).toBe(HTML.replaceAll('__CSP_NONCE__', nonce));
    expect(headersOf(answer, 'cache-control', 'content-type')).toEqual(['no-cache', 'text/html; charset=utf-8']);
    expect(answer.headers.get('content-security-policy')).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; ` +
        "connect-src 'self'; media-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; " +
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    );
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(4);
});

test.each([
  ['theme=dark', 'dark'],
  ['tc_8080=x; theme=light; a=b', 'light'],
])('with the cookie %j, the page has %s colors before its scripts run', async (cookie, theme) => {
  const html = await (await get('/console/', { ...PAGE, Cookie: cookie })).text();
  expect(html).toContain(`<html data-theme="${theme}" lang="en"><meta name="color-scheme" content="${theme}">`);
});

test.each(['', 'mytheme=dark', 'theme=dark"><script>', 'theme=blue'])(
  'with the cookie %j, the page has the colors of the system',
  async (cookie) => {
    const html = await (await get('/console/', { ...PAGE, Cookie: cookie })).text();
    expect(html).toContain('<html lang="en"><meta name="color-scheme" content="light dark">');
  },
);

test('assets are kept for a year, other files are asked for again, and no answer may be framed or sniffed', async () => {
  const [asset, icon] = [await get('/console/assets/a.js'), await get('/console/favicon.svg')];
  expect(headersOf(asset, 'cache-control', 'content-type')).toEqual([
    'public, max-age=31536000, immutable',
    'text/javascript; charset=utf-8',
  ]);
  expect(headersOf(icon, 'cache-control', 'content-type')).toEqual(['no-cache', 'image/svg+xml; charset=utf-8']);
  for (const answer of [asset, icon, await get('/console/', PAGE)]) {
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    const names = ['x-content-type-options', 'referrer-policy', 'cross-origin-resource-policy'];
    expect(headersOf(answer, ...names)).toEqual(['nosniff', 'no-referrer', 'same-origin']);
  }
});

test('a compressed file is sent to browsers that accept it', async () => {
  const compressed = await get('/console/assets/a.js', { 'Accept-Encoding': 'gzip, br' });
  expect(headersOf(compressed, 'content-encoding', 'vary')).toEqual(['br', 'Accept-Encoding']);
  expect(brotliDecompressSync(await compressed.arrayBuffer()).toString()).toBe('compressed()');
  expect(await (await get('/console/assets/a.js')).text()).toBe('plain()');
});

test.each([
  ['/console/assets/missing.js', PAGE],
  ['/console/missing.json', {}],
  ['/console/c/p', { Accept: 'application/json' }],
])('%s is not found rather than answered with a page', async (path, headers) => {
  const answer = await get(path, headers);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/json']);
});

test.each(['/console/..%2fsecret.txt', '/console/assets/..%2f..%2f..%2fsecret.txt', '/console/%2e%2e/secret.txt'])(
  'no file outside the folder is served at %s',
  async (path) => {
    expect(await (await get(path)).text()).not.toBe('secret');
    expect(await (await get(path, PAGE)).text()).not.toBe('secret');
  },
);

test('only https from other machines is made permanent, because localhost has many servers', async () => {
  const of = async (origin: string) => (await get('/console/', PAGE, origin)).headers.get('strict-transport-security');
  expect(await of('https://connector.example.com')).toBe('max-age=31536000');
  for (const origin of ['https://localhost:8443', 'https://127.0.0.1', 'http://127.0.0.1:8080']) {
    expect(await of(origin), origin).toBeNull();
  }
});
