import { expect, onTestFinished, test } from 'vitest';
import { startTestBed } from '../../test/test-bed.js';

test('the page at / needs no token, and each of its links leads somewhere', async () => {
  const bed = await startTestBed();
  onTestFinished(() => bed.close());
  const page = await fetch(bed.url);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const links = [...(await page.text()).matchAll(/href="([^"]+)"/g)].map(([, path]) => path ?? '');
  expect(links).toEqual(['/openapi.json', '/healthz', '/metrics']);
  for (const path of links) expect((await fetch(bed.url + path, { method: 'HEAD' })).status, path).toBe(200);
});
