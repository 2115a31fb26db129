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
  test('reads a certificate, a chain too, and its key', async () => {
    const chain = { cert: `${good.cert}${other.cert}`, key: good.key };
    for (const tls of [good, chain]) expect(await readTls((await write(tls)).files)).toEqual(tls);
  });

  test.each<[string, Partial<Tls>, RegExp]>([
    ['no certificate', { key: good.key }, /^The certificate file .*server\.crt cannot be read \(ENOENT\)\.$/],
    ['no key', { cert: good.cert }, /^The key file .*server\.key cannot be read \(ENOENT\)\.$/],
    ['them the wrong way round', { cert: good.key, key: good.cert }, /server\.crt holds no certificate in PEM/],
    ['a certificate for a key', { ...good, key: good.cert }, /server\.key holds no private key in PEM/],
    ['an empty certificate', { ...good, cert: '' }, /server\.crt holds no certificate in PEM/],
    ['a broken certificate', { ...good, cert: good.cert.replace(/\n.{40}/, '\n') }, /server\.crt cannot be read/],
    ['a broken key', { ...good, key: good.key.replace(/\n.{40}/, '\n') }, /server\.key cannot be read/],
    [
      'a key with a passphrase',
      { ...good, key: String(encrypted) },
      /server\.key has a passphrase; give one without\.$/,
    ],
    ['another key', { ...good, key: other.key }, /server\.key does not belong to the certificate in .*server\.crt\.$/],
  ])('refuses %s, naming the file and nothing of what it holds', async (_what, tls, why) => {
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

  test('tells of a renewal once, and only of one', async () => {
    const { check, rewrite, renewed, errors } = await watch();
    await check();
    expect(renewed).toEqual([]);
    await rewrite(other);
    await check();
    await check();
    expect([renewed, errors]).toEqual([[other], []]);
  });

  test('waits for both files, and tells of what cannot be used once', async () => {
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

  test('looks each minute by itself, until it is stopped', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const { rewrite, renewed, stop } = await watch();
    await rewrite(other);
    vi.advanceTimersByTime(59_999);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(1);
    await vi.waitFor(() => expect(renewed).toEqual([other]));
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
