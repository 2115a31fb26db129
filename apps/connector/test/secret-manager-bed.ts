import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toFailure } from '../src/calls/failure.js';
import { toErrorAnswer } from '../src/rest/answer.js';
import { notBuilt } from '../src/rest/not-built.js';
import { readQuery } from '../src/rest/parameters.js';
import { checkMembers } from '../src/rest/body.js';
import { findRoute } from '../src/rest/router.js';
import type { Services } from '../src/rest/services.js';
import { createCipher } from '../src/secrets/cipher.js';
import type { Vault } from '../src/secrets/vault/vault.js';
import { ADMINISTRATOR } from '../src/access/caller.js';
import { openStore } from '../src/store/sqlite/open-store.js';
import { sqliteVault } from './sqlite-vault.js';
import { noDownload } from './no-download.js';
import { NO_PARTS } from './no-parts.js';

/** A vault, served through its REST methods on a local port. */
export interface SecretManagerBed {
  readonly vault: Vault;
  readonly port: number;
  /** The body of every answer so far. */
  readonly answers: readonly string[];
  close(): Promise<void>;
}

export async function startSecretManagerBed(): Promise<SecretManagerBed> {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-secret-manager-'));
  const store = await openStore(folder);
  let time = Date.parse('2026-11-25T10:00:00Z');
  const cipher = createCipher([createSecretKey(randomBytes(32))]);
  const vault = sqliteVault({ store, cipher, now: () => (time += 1000) });
  const answers: string[] = [];
  const server = createServer((request, response) => {
    void answer(vault, request).then(({ status, body }) => {
      const text = JSON.stringify(body);
      answers.push(text);
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(text);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    vault,
    port: (server.address() as AddressInfo).port,
    answers,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
      await store.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answer(vault: Vault, request: IncomingMessage) {
  try {
    const url = new URL(request.url ?? '', 'http://127.0.0.1');
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    const text = Buffer.concat(chunks).toString();
    const { id, params: path, method } = findRoute(request.method ?? '', url.pathname);
    if (!method) throw notBuilt(id);
    const body: Record<string, unknown> = text === '' ? {} : JSON.parse(text);
    if (method.body !== 'any') checkMembers(body, method.body ?? []);
    const call = {
      path,
      query: readQuery(url.searchParams, method.parameters ?? {}).values,
      body,
      caller: ADMINISTRATOR,
      isStillIdentified: async () => true,
      resource: '',
      reserve() {},
      origin: { call: '', caller: '' },
      onAttempt() {},
      onSubject() {},
      parts: NO_PARTS,
      signal: new AbortController().signal,
      download: noDownload,
    };
    return { status: 200, body: await method.handle({ vault } as Partial<Services> as Services, call) };
  } catch (error) {
    const { status, body } = toErrorAnswer(toFailure(error));
    return { status, body };
  }
}
