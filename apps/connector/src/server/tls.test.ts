import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCertificate } from '@tooling/vitest/certificate';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { readTls, type Tls } from './tls.js';
import { watchTls } from './tls-renewal.js';

async function write(tls: Partial<Tls>) {
  const folder = await mkdtemp(join(tmpdir(), 'tls-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files = { cert: join(folder, 'server.crt'), key: join(folder, 'server.key') };
  const rewrite = async ({ cert, key }: Partial<Tls>) => {
    if (cert !== undefined) await writeFile(files.cert, cert);
    if (key !== undefined) await writeFile(files.key, key);
  };
  await rewrite(tls);
  return { files, rewrite };
}

const good = createCertificate();
const other = createCertificate();
const encrypted = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' },
}).privateKey;

describe('readTls', () => {
  test('readTls reads a single certificate or a chain, and its key', async () => {
    const chain = { cert: `${good.cert}${other.cert}`, key: good.key };
    for (const tls of [good, chain]) expect(await readTls((await write(tls)).files)).toEqual(tls);
  });

  test.each<[string, Partial<Tls>, RegExp]>([
    ['a missing certificate', { key: good.key }, /^The certificate file .*server\.crt cannot be read \(ENOENT\)\.$/],
    ['a missing key', { cert: good.cert }, /^The key file .*server\.key cannot be read \(ENOENT\)\.$/],
    ['swapped files', { cert: good.key, key: good.cert }, /server\.crt does not contain a PEM certificate \("/],
    [
      'a certificate in place of the key',
      { ...good, key: good.cert },
      /server\.key does not contain a PEM private key \("/,
    ],
    ['an empty certificate', { ...good, cert: '' }, /server\.crt does not contain a PEM certificate \("/],
    ['a broken certificate', { ...good, cert: good.cert.replace(/\n.{40}/, '\n') }, /server\.crt cannot be read/],
    ['a broken key', { ...good, key: good.key.replace(/\n.{40}/, '\n') }, /server\.key cannot be read/],
    [
      'a key with a passphrase',
      { ...good, key: String(encrypted) },
      /server\.key has a passphrase; use a key without one\.$/,
    ],
    [
      'the key of another certificate',
      { ...good, key: other.key },
      /server\.key does not belong to the certificate in .*server\.crt\.$/,
    ],
  ])('readTls refuses %s with the name of the file and without its content', async (_problem, tls, why) => {
    const error: unknown = await readTls((await write(tls)).files).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'TlsFileError', message: expect.stringMatching(why) });
    for (const line of (tls.key ?? '').split('\n').filter((text) => text.length > 20 && !text.startsWith('-')))
      expect(String(error)).not.toContain(line.slice(0, 20));
  });
});

describe('watchTls', () => {
  async function watch() {
    const { files, rewrite } = await write(good);
    const renewed: Tls[] = [];
    const errors: string[] = [];
    const watching = watchTls(files, {
      tls: good,
      onRenewed: (tls) => void renewed.push(tls),
      onError: (error) => void errors.push(String(error)),
    });
    onTestFinished(watching.stop);
    return { ...watching, rewrite, renewed, errors };
  }

  test('watchTls reports a renewal once, and nothing while the files do not change', async () => {
    const { check, rewrite, renewed, errors } = await watch();
    await check();
    expect(renewed).toEqual([]);
    await rewrite(other);
    await check();
    await check();
    expect([renewed, errors]).toEqual([[other], []]);
  });

  test('watchTls waits until both files match, and reports an unusable file once', async () => {
    const { check, rewrite, renewed, errors } = await watch();
    await rewrite({ cert: other.cert });
    await check();
    await check();
    expect([renewed, errors]).toEqual([[], [expect.stringMatching(/does not belong/)]]);
    await rewrite(other);
    await check();
    await rewrite({ cert: '' });
    await check();
    expect([renewed, errors.length]).toEqual([[other], 2]);
  });

  test('watchTls checks the files every minute until it is stopped', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const { rewrite, renewed, stop } = await watch();
    await rewrite(other);
    vi.advanceTimersByTime(59_999);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(1);
    await expect.poll(() => renewed).toEqual([other]);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
