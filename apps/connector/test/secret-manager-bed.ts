import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toFailure } from '../src/calls/failure.js';
import { toErrorAnswer } from '../src/rest/answer.js';
import { answerSecretManager } from '../src/rest/secretmanager/handlers.js';
import { SECRET_MANAGER_METHODS } from '../src/rest/secretmanager/methods.js';
import { createCipher } from '../src/secrets/cipher.js';
import { createVault, type Vault } from '../src/secrets/vault/vault.js';
import { ADMINISTRATOR } from '../src/access/caller.js';
import { openStore } from '../src/store/sqlite/open-store.js';

/** A vault and its REST surface on a port of its own. */
export interface SecretManagerBed {
  readonly vault: Vault;
  readonly port: number;
  /** Every answer so far, as it was sent. */
  readonly answers: readonly string[];
  close(): Promise<void>;
}

export async function startSecretManagerBed(): Promise<SecretManagerBed> {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-secret-manager-'));
  const store = await openStore(folder);
  let time = Date.parse('2026-11-25T10:00:00Z');
  const cipher = createCipher([createSecretKey(randomBytes(32))]);
  const vault = createVault({ store, cipher, now: () => (time += 1000) });
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
    const { id, params } = route(request.method ?? '', url.pathname);
    const call = {
      params,
      query: url.searchParams,
      body: text === '' ? {} : JSON.parse(text),
      caller: ADMINISTRATOR,
      resource: '',
      authorize: () => Promise.resolve(),
      onAttempt: () => {},
      signal: new AbortController().signal,
    };
    return { status: 200, body: await answerSecretManager(id, vault, call) };
  } catch (error) {
    const { status, body } = toErrorAnswer(toFailure(error));
    return { status, body };
  }
}

function route(httpMethod: string, path: string) {
  for (const method of SECRET_MANAGER_METHODS) {
    const pattern = new RegExp(`^${method.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/:]+)')}$`);
    const match = method.httpMethod === httpMethod ? pattern.exec(path) : null;
    if (match) return { id: method.id, params: { ...match.groups } };
  }
  throw new Error(`No method is at ${httpMethod} ${path}.`);
}
