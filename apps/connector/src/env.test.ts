import { describe, expect, test } from 'vitest';
import { EnvError, readEnv } from './env.js';

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
