import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SecretError } from '../../src/secrets/errors.js';
import { MAX_PAYLOAD_BYTES } from '../../src/secrets/payload-text.js';
import type { SecretSource } from '../../src/secrets/resolver.js';

/** A source, and a way to store values in it. */
export interface SecretSourceHarness {
  readonly source: SecretSource;
  /** Makes `value` the newest version of `projects/contract/secrets/{secret}`. */
  put(secret: string, value: string | Uint8Array): void | Promise<void>;
  close?(): void | Promise<void>;
}

export interface SecretSourceTraits {
  /** False if values are always valid text. Default: true. */
  readonly storesBytes?: boolean;
  /** False if the source cannot tell an unknown version from an unknown secret. Default: true. */
  readonly tellsUnknownVersions?: boolean;
}

const CANARY = 'canary-value-8d1f';

/** The tests that every source of secrets must pass. */
export function secretSourceContract(
  name: string,
  open: () => SecretSourceHarness | Promise<SecretSourceHarness>,
  { storesBytes = true, tellsUnknownVersions = true }: SecretSourceTraits = {},
): void {
  describe(`${name} (contract)`, () => {
    let harness: SecretSourceHarness;
    beforeAll(async () => {
      harness = await open();
      await harness.put('token', CANARY);
    });
    afterAll(() => harness.close?.());

    const read = (secret: string, version = 'latest', project = 'contract') =>
      harness.source.read({ project, secret, version });

    /** The outcome of a read: a value, undefined, or the SecretError. */
    const outcomeOf = (reading: Promise<string | undefined>) =>
      reading.catch((error: unknown) => {
        expect(error).toBeInstanceOf(SecretError);
        return error as SecretError;
      });

    test.each([
      ['ASCII text', 'SK0123-x/+=_.~'],
      ['text outside ASCII', 'Zürich 🚀 日本'],
      ['spaces at both ends', '  value  '],
      ['text after a byte-order mark', '\uFEFFvalue'],
      ['several lines', 'one\ntwo\r\nthree'],
      ['64 KiB', 'x'.repeat(MAX_PAYLOAD_BYTES)],
    ])(`${name} returns a stored value of %s unchanged, as version 1 and as latest`, async (kind, value) => {
      const secret = `value-of-${kind.toLowerCase().replaceAll(' ', '-')}`;
      await harness.put(secret, value);
      expect(await read(secret)).toBe(value);
      expect(await read(secret, '1')).toBe(value);
    });

    test(`${name} returns undefined for a secret or a project that it does not have`, async () => {
      expect(await read('unknown')).toBeUndefined();
      expect(await read('unknown', '1')).toBeUndefined();
      expect(await read('token', 'latest', 'other-project')).toBeUndefined();
    });

    test.each(['7', '999999999999999', 'blue'])(
      `${name} returns no value for the version %s, which does not exist`,
      async (version) => {
        const outcome = await outcomeOf(read('token', version));
        if (!tellsUnknownVersions) return expect(outcome).toBeUndefined();
        expect(outcome).toMatchObject({ name: 'SecretError', code: 'SECRET_NOT_FOUND' });
        return expect(inspect(outcome, { depth: 10, showHidden: true })).not.toContain(CANARY);
      },
    );

    test(`${name} returns a replaced value with the next read of latest`, async () => {
      await harness.put('replaced', 'before');
      expect(await read('replaced')).toBe('before');
      await harness.put('replaced', 'after');
      expect(await read('replaced')).toBe('after');
    });

    test(`${name} answers concurrent reads of different secrets with the right values`, async () => {
      await harness.put('other', 'other value');
      const secrets = Array.from({ length: 20 }, (_, index) => (index % 2 ? 'token' : 'other'));
      const values = await Promise.all(secrets.map((secret) => read(secret)));
      expect(values).toEqual(secrets.map((secret) => (secret === 'token' ? CANARY : 'other value')));
    });

    test.each([
      ['', '', ''],
      ['contract', '', 'latest'],
      ['..', 'token', 'latest'],
      ['contract/..', 'token', '1'],
      ['contract', '../contract/token', '1'],
      ['contract', 'token/versions/1', 'latest'],
      ['contract', 'token', '../1'],
      ['contract', 'token\0', '1'],
    ])(`${name} returns no value for the invalid name %j, %j, %j`, async (project, secret, version) => {
      const outcome = await outcomeOf(read(secret, version, project));
      expect(typeof outcome).not.toBe('string');
      expect(inspect(outcome, { depth: 10, showHidden: true })).not.toContain(CANARY);
    });

    if (storesBytes) {
      test(`${name} refuses a value that is not UTF-8, without repeating it`, async () => {
        await harness.put('bytes', Buffer.concat([Buffer.from(CANARY), Buffer.from([0xff, 0xfe])]));
        const outcome = await outcomeOf(read('bytes'));
        expect(outcome).toMatchObject({ name: 'SecretError', code: 'SECRET_UNREADABLE' });
        expect(inspect(outcome, { depth: 10, showHidden: true })).not.toContain(CANARY);
      });
    }
  });
}
