import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createIdempotency } from '../src/idempotency/idempotency.js';
import { createCipher } from '../src/secrets/cipher.js';
import { readVaultKeys } from '../src/secrets/encryption-keys.js';
import type { Vault } from '../src/secrets/vault/vault.js';
import { openStore } from '../src/store/sqlite/open-store.js';
import { sqliteVault } from './sqlite-vault.js';

/** A data folder with secrets and a recorded answer. */
export interface FilledFolder {
  /** The parent of the data folder. */
  readonly parent: string;
  readonly data: string;
  readonly keyFile: string;
  /** The keys in the key file. */
  keys(): string[];
  /** Opens the folder's vault with the folder's own keys or the given ones. */
  open(work: (vault: Vault) => Promise<unknown>, keys?: string): Promise<void>;
  /** Stores the secrets and the answer. */
  fill(keys?: string): Promise<void>;
  /** Checks that everything that `fill` stored can be read. */
  checkWhole(keys?: string): Promise<void>;
  remove(): void;
}

const now = () => Date.parse('2099-01-01T00:00:00Z');
const SECRETS = [0, 1, 2, 3, 4].map((index) => ({ project: 'p', secret: `s-${index}` }));
const valueOf = ({ secret }: { readonly secret: string }) => `the value of ${secret}`;
const CALL = { caller: 'token:x', key: 'k', request: ['a request'] };
const ANSWER = { value: { Sid: 'SM1' } };

/** Creates an empty folder for a test. */
export function createFolder(): FilledFolder {
  const parent = mkdtempSync(join(tmpdir(), 'twilio-connector-folder-'));
  const data = join(parent, 'data');
  const keyFile = join(data, 'vault.key');

  type Call = () => Promise<{ readonly isRepeated: boolean }>;
  async function open(work: (vault: Vault, call: Call) => Promise<unknown>, keys?: string): Promise<void> {
    const store = await openStore(data);
    const onError = (error: unknown) => expect.fail(String(error));
    const cipher = createCipher(readVaultKeys({ keys, keyFile }));
    const idempotency = createIdempotency({ store, seal: cipher, onError, now });
    const call = () => idempotency.once(CALL, async () => ({ ...ANSWER, effect: 'done' }));
    try {
      await work(sqliteVault({ store, cipher, now }), call);
    } finally {
      await store.destroy();
    }
  }

  return {
    parent,
    data,
    keyFile,
    keys: () => readFileSync(keyFile, 'utf8').trim().split('\n'),
    open,
    fill: (keys) =>
      open(async (vault, call) => {
        for (const name of SECRETS) {
          await vault.createSecret(name);
          await vault.addVersion(name, Buffer.from(valueOf(name)));
        }
        await call();
      }, keys),
    checkWhole: (keys) =>
      open(async (vault, call) => {
        for (const name of SECRETS) {
          const { payload } = await vault.accessVersion({ ...name, version: 'latest' });
          expect(payload.toString()).toBe(valueOf(name));
        }
        expect(await call()).toEqual({ ...ANSWER, isRepeated: true });
      }, keys),
    remove: () => rmSync(parent, { recursive: true }),
  };
}
