import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCertificate } from '@tooling/vitest/certificate';
import { startTestProxy } from '@tooling/vitest/test-proxy';
import { startSimulator } from '@twilio-connector/simulator';
import { expect, onTestFinished, test } from 'vitest';
import { runBuilt } from './built-command.js';

// The bundle holds only parts of undici, so that the way through a proxy must be tried in it, too.
test.each(['http', 'https'] as const)('the built command reaches an %s URL through a proxy', async (protocol) => {
  const tls = createCertificate();
  const folder = mkdtempSync(join(tmpdir(), 'proxy-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const authority = join(folder, 'ca.pem');
  writeFileSync(authority, tls.cert);
  const running = await startSimulator({ rows: 5, ...(protocol === 'https' && { tls }) });
  onTestFinished(() => running.close());
  const proxy = await startTestProxy({ scheme: 'BASIC', user: 'mufasa', password: 'circle-of-life' });
  const url = `http://mufasa:circle-of-life@127.0.0.1:${proxy.port}`;
  const { code, stdout, stderr } = await runBuilt(['list', 'Messages', '--limit', '1'], {
    TWILIO_ACCOUNT_SID: running.simulator.accountSid,
    TWILIO_AUTH_TOKEN: running.simulator.authToken,
    TWILIO_BASE_URL: `${running.url}/{product}`,
    HTTP_PROXY: url,
    HTTPS_PROXY: url,
    NODE_EXTRA_CA_CERTS: authority,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ Sid: expect.stringMatching(/^[SM]M/) });
  expect(proxy.log).toHaveLength(1);
  expect(running.simulator.journal.count).toBe(1);
});
