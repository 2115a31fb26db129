import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Context, MiddlewareHandler } from 'hono';
import { ConnectorError } from '../../errors.js';
import { consoleHeaders, withNonce } from './console-headers.js';
import { answerMissingConsole } from './missing-console.js';

const ROOT = '/console';
const ASSETS = `${ROOT}/assets/`;
/** The names of assets contain a digest of their content. */
const IMMUTABLE = 'public, max-age=31536000, immutable';
/** Stands for the nonce in `index.html`. */
const NONCE = '__CSP_NONCE__';

/**
 * Serves the files of the console. A file is read when it is asked for. A path without a file is one of the console's own pages,
 * which all are `index.html`.
 */
export function createConsoleFiles(folder: string = folderOfPackage()): (c: Context) => Promise<Response> {
  let files: MiddlewareHandler | undefined;
  const index = join(folder, 'index.html');
  return async (c) => {
    const { path } = c.req;
    const headers = { ...consoleHeaders(c), 'Cache-Control': path.startsWith(ASSETS) ? IMMUTABLE : 'no-cache' };
    if (path !== `${ROOT}/` && path !== `${ROOT}/index.html`) {
      for (const [name, value] of Object.entries(headers)) c.header(name, value);
      // A console that is built while the server runs is served, too.
      if (existsSync(folder)) files ??= serveFiles(folder);
      const found = await files?.(c, async () => {});
      if (found) return found;
      if (!isNavigation(c) || path.startsWith(ASSETS)) throw noFile();
    }
    const html = await readFile(index, 'utf8').catch(() => undefined);
    if (html === undefined) return answerMissingConsole();
    const nonce = randomBytes(16).toString('base64');
    const policy = withNonce(headers, nonce);
    return new Response(withTheme(html, c.req.header('cookie')).replaceAll(NONCE, nonce), {
      headers: { ...policy, 'Content-Type': 'text/html; charset=utf-8' },
    });
  };
}

/** The colors that a person has chosen are in the page itself, so that no others flash before its scripts run. */
function withTheme(html: string, cookies = ''): string {
  const [, theme] = /(?:^|;\s*)theme=(light|dark)(?:;|$)/.exec(cookies) ?? [];
  if (theme === undefined) return html;
  return html.replace('<html ', `$&data-theme="${theme}" `).replace('content="light dark"', `content="${theme}"`);
}

function serveFiles(root: string): MiddlewareHandler {
  return serveStatic({ root, rewriteRequestPath: (path) => path.slice(ROOT.length), precompressed: true });
}

function folderOfPackage(): string {
  return join(dirname(findPackageJSON(import.meta.url) ?? ''), 'dist', 'console');
}

/** Whether a browser opens a page, rather than loading a part of one. */
function isNavigation(c: Context): boolean {
  return c.req.header('sec-fetch-mode') === 'navigate' || (c.req.header('accept') ?? '').includes('text/html');
}

function noFile(): ConnectorError {
  return new ConnectorError('NOT_FOUND', 'The console has no such file. Reload the page.', { reason: 'UNKNOWN_PATH' });
}
