import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startServerBed } from '../../../test/server-bed.js';

test('without a build of the console, a page says how to build it, and each of its links leads somewhere', async () => {
  const bed = await startServerBed({}, { consoleFolder: join(import.meta.dirname, 'not-built') });
  onTestFinished(() => bed.close());
  const page = await bed.call('/console/');
  expect([page.status, page.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.text).toContain('pnpm build');
  const links = [...page.text.matchAll(/href="([^"]+)"/g)].map(([, path]) => path ?? '');
  expect(links).toEqual(['/openapi.json', '/healthz', '/metrics']);
  for (const path of links) expect((await bed.call(path, { method: 'HEAD' })).status, path).toBe(200);
});
