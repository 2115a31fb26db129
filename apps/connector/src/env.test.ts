import { describe, expect, test } from 'vitest';
import { accountFromEnv } from './connections/first-connection-from-env.js';
import { EnvError, readEnv } from './env.js';

const AC = `AC${'0'.repeat(32)}`;

describe('readEnv', () => {
  test('readEnv parses numbers and ignores empty and unknown variables', () => {
    expect(readEnv({ PORT: '9000', SIMULATOR_ROWS: '50', HOST: '', HOME: '/x' })).toEqual({
      PORT: 9000,
      SIMULATOR_ROWS: 50,
    });
  });

  test('readEnv names every invalid variable without its value', () => {
    const read = () => readEnv({ PORT: 'http', TWILIO_ACCOUNT_SID: 'canary', CONNECTOR_TOKEN: 'with space' });
    expect(read).toThrow(EnvError);
    expect(read).toThrow(
      /^Invalid environment: PORT must be a whole number; CONNECTOR_TOKEN must not contain spaces; TWILIO_ACCOUNT_SID must be AC followed by 32 hexadecimal digits\.$/,
    );
    expect(read).not.toThrow(/canary|with space/);
  });
});

describe('accountFromEnv', () => {
  test('accountFromEnv reads an auth token or an API key', () => {
    expect(accountFromEnv({})).toBeUndefined();
    const [token, secret] = ['0123456789ABCDEF0123456789abcdef', 'Zz0123456789abcdefghijklmnopqrst'];
    expect(accountFromEnv({ TWILIO_ACCOUNT_SID: AC, TWILIO_AUTH_TOKEN: token })).toEqual({
      accountSid: AC,
      credentials: { authToken: token },
    });
    expect(accountFromEnv({ TWILIO_ACCOUNT_SID: AC, TWILIO_API_KEY: 'SK', TWILIO_API_SECRET: secret })).toEqual({
      accountSid: AC,
      credentials: { apiKeySid: 'SK', apiKeySecret: secret },
    });
  });

  test("accountFromEnv rejects credentials that cannot be Twilio's, unless TWILIO_BASE_URL leads elsewhere", () => {
    const login = { TWILIO_ACCOUNT_SID: AC };
    const TWILIO_BASE_URL = 'http://127.0.0.1:8081/{product}';
    for (const token of ['hunter2', 'g'.repeat(32), '0'.repeat(31), '0'.repeat(33), `${'0'.repeat(32)}\n`]) {
      const read = () => accountFromEnv({ ...login, TWILIO_AUTH_TOKEN: token });
      expect(read).toThrow(
        "TWILIO_AUTH_TOKEN has the wrong form: an auth token of Twilio's has 32 hexadecimal digits.",
      );
      expect(read).not.toThrow(token);
      expect(accountFromEnv({ ...login, TWILIO_AUTH_TOKEN: token, TWILIO_BASE_URL })).toBeDefined();
    }
    for (const secret of ['hunter2', 'g'.repeat(31), 'g'.repeat(33), `${'g'.repeat(31)} `]) {
      const read = () => accountFromEnv({ ...login, TWILIO_API_KEY: 'SK', TWILIO_API_SECRET: secret });
      expect(read).toThrow('TWILIO_API_SECRET has the wrong form: the secret of an API key');
      expect(read).not.toThrow(secret);
    }
  });

  test('accountFromEnv rejects incomplete credentials instead of starting the simulator', () => {
    expect(() => accountFromEnv({ TWILIO_ACCOUNT_SID: AC })).toThrow('not complete');
    expect(() => accountFromEnv({ TWILIO_AUTH_TOKEN: 't' })).toThrow('not complete');
    expect(() => accountFromEnv({ TWILIO_ACCOUNT_SID: AC, TWILIO_API_KEY: 'SK' })).toThrow('not complete');
  });
});
