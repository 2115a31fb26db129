import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { connectorAddress } from './connector-address.js';

const CONNECTOR_DATA = mkdtempSync(join(tmpdir(), 'connector-address-'));
writeFileSync(join(CONNECTOR_DATA, 'token'), 'kept-token\n');
afterAll(() => rmSync(CONNECTOR_DATA, { recursive: true }));

const CONNECTOR_TOKEN = 'given-token';

describe('the URL of the connector', () => {
  test.each<[string | true | undefined, string]>([
    [undefined, 'http://127.0.0.1:8080'],
    [true, 'http://127.0.0.1:8080'],
    ['127.0.0.1:9000', 'http://127.0.0.1:9000'],
    ['localhost:9000', 'http://localhost:9000'],
    ['localhost', 'http://localhost'],
    ['[::1]:9000', 'http://[::1]:9000'],
    ['connector.example.com', 'https://connector.example.com'],
    ['connector.example.com:8443/twilio', 'https://connector.example.com:8443/twilio'],
    ['http://connector.example.com', 'http://connector.example.com'],
    ['https://127.0.0.1:8443/', 'https://127.0.0.1:8443'],
  ])('--server %s means %s', (server, url) => {
    expect(connectorAddress(server, { CONNECTOR_TOKEN })).toEqual({ url, token: CONNECTOR_TOKEN });
  });

  test('PORT is the port of the connector on this machine', () => {
    expect(connectorAddress(undefined, { CONNECTOR_TOKEN, PORT: 9000 }).url).toBe('http://127.0.0.1:9000');
  });

  test.each(['', 'ftp://127.0.0.1', 'http://', 'http://me:secret@127.0.0.1:8080', 'two words'])(
    'the URL "%s" is refused without showing it',
    (server) => {
      expect(() => connectorAddress(server, { CONNECTOR_TOKEN })).toThrow(
        expect.objectContaining({
          name: 'UsageError',
          message: '--server must be the URL of a connector, such as http://127.0.0.1:8080.',
        }),
      );
    },
  );
});

describe('the token', () => {
  test.each([undefined, '127.0.0.1:9000', 'http://localhost:8080'])(
    'without CONNECTOR_TOKEN, a connector on this machine gets the token in the data folder (--server %s)',
    (server) => {
      expect(connectorAddress(server, { CONNECTOR_DATA }).token).toBe('kept-token');
    },
  );

  test('the token in the data folder is never sent to another machine', () => {
    expect(() => connectorAddress('connector.example.com', { CONNECTOR_DATA })).toThrow(
      'No token for the connector at https://connector.example.com: set CONNECTOR_TOKEN.',
    );
  });

  test('without any token, the error says where a token is looked for', () => {
    expect(() => connectorAddress(undefined, { CONNECTOR_DATA: '/nowhere' })).toThrow(
      'No token for the connector at http://127.0.0.1:8080: set CONNECTOR_TOKEN, or CONNECTOR_DATA to its data folder (there is no token in /nowhere).',
    );
  });
});
