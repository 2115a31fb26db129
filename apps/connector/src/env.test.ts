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
    const read = () => readEnv({ PORT: 'http', TWILIO_ACCOUNT_SID: 'canary', CONNECTOR_TOKEN: 'short' });
    expect(read).toThrow(EnvError);
    expect(read).toThrow(
      /^Invalid environment: PORT must be a whole number; CONNECTOR_TOKEN must have at least 16 characters; TWILIO_ACCOUNT_SID must be AC followed by 32 hexadecimal digits\.$/,
    );
    expect(read).not.toThrow(/canary|short/);
  });
});

describe('accountFromEnv', () => {
  test('accountFromEnv reads an auth token or an API key', () => {
    expect(accountFromEnv({})).toBeUndefined();
    expect(accountFromEnv({ TWILIO_ACCOUNT_SID: AC, TWILIO_AUTH_TOKEN: 't' })).toEqual({
      accountSid: AC,
      credentials: { authToken: 't' },
    });
    expect(accountFromEnv({ TWILIO_ACCOUNT_SID: AC, TWILIO_API_KEY: 'SK', TWILIO_API_SECRET: 's' })).toEqual({
      accountSid: AC,
      credentials: { apiKeySid: 'SK', apiKeySecret: 's' },
    });
  });

  test('accountFromEnv rejects incomplete credentials instead of starting the simulator', () => {
    expect(() => accountFromEnv({ TWILIO_ACCOUNT_SID: AC })).toThrow('not complete');
    expect(() => accountFromEnv({ TWILIO_AUTH_TOKEN: 't' })).toThrow('not complete');
    expect(() => accountFromEnv({ TWILIO_ACCOUNT_SID: AC, TWILIO_API_KEY: 'SK' })).toThrow('not complete');
  });
});
