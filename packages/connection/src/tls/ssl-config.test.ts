import { describe, expect, test } from 'vitest';
import { minimal } from '../../test/valid-connection.js';
import {
  connectionTls,
  describeConnection,
  parseConnection,
  parseConnectionOrThrow,
  secretReferences,
} from '../index.js';

const secret = (id: string) => ({ secretVersion: `projects/local/secrets/${id}/versions/1` });
const variable = (key: string, id: string) => ({ key, secretValue: secret(id) });

/** Every field of the page and every additional variable. */
const WHOLE = {
  type: 'MTLS',
  useSsl: true,
  trustModel: 'PRIVATE',
  serverCertType: 'PEM',
  clientCertType: 'PEM',
  privateServerCertificate: secret('ca'),
  clientCertificate: secret('cert'),
  clientPrivateKey: secret('key'),
  clientPrivateKeyPass: secret('pass'),
  additionalVariables: [
    variable('proxy_client_private_key_pass', 'proxy-pass'),
    variable('proxy_client_private_key', 'proxy-key'),
    variable('proxy_client_certificate', 'proxy-cert'),
    variable('proxy_server_certificate', 'proxy-ca'),
    { key: 'proxy_trust_model', stringValue: 'PRIVATE' },
    { key: 'min_tls_version', stringValue: 'TLS_1_3' },
  ],
};
const SECRETS = ['ca', 'cert', 'key', 'pass', 'proxy-pass', 'proxy-key', 'proxy-cert', 'proxy-ca'];

const parse = (sslConfig: unknown) => parseConnection({ ...minimal, sslConfig });
const tlsOf = (sslConfig: unknown) => connectionTls(parseConnectionOrThrow({ ...minimal, sslConfig }));

describe('a whole sslConfig', () => {
  test('is described as it was sent', () => {
    expect(describeConnection(parseConnectionOrThrow({ ...minimal, sslConfig: WHOLE }))).toMatchObject({
      sslConfig: WHOLE,
    });
  });

  test('has the settings for the target and for the proxy', () => {
    const { secretVersion: version } = secret('x');
    const of = (id: string) => version.replace('/x/', `/${id}/`);
    expect(tlsOf(WHOLE)).toEqual({
      target: { ca: of('ca'), cert: of('cert'), key: of('key'), passphrase: of('pass'), minVersion: 'TLSv1.3' },
      proxy: {
        ca: of('proxy-ca'),
        cert: of('proxy-cert'),
        key: of('proxy-key'),
        passphrase: of('proxy-pass'),
        minVersion: 'TLSv1.3',
      },
    });
  });

  test('has references to all of its secrets', () => {
    const found = secretReferences({ ...minimal, sslConfig: WHOLE }).filter(({ field }) =>
      field.startsWith('sslConfig.'),
    );
    expect(found.map(({ secretVersion }) => secretVersion)).toEqual(SECRETS.map((id) => secret(id).secretVersion));
    expect(found[0]?.field).toBe('sslConfig.privateServerCertificate.secretVersion');
    expect(found[4]?.field).toBe('sslConfig.additionalVariables[0].secretValue.secretVersion');
  });
});

test.each([
  [undefined, {}],
  [{}, { target: {}, proxy: {} }],
  [
    { type: 'TLS', trustModel: 'PUBLIC', useSsl: false },
    { target: {}, proxy: {} },
  ],
  [{ trustModel: 'INSECURE' }, { target: { insecure: true }, proxy: {} }],
  [
    { additionalVariables: [{ key: 'proxy_trust_model', stringValue: 'INSECURE' }, { key: 'min_tls_version' }] },
    { target: {}, proxy: { insecure: true } },
  ],
  [
    { additionalVariables: [{ key: 'min_tls_version', stringValue: 'TLS_1_2' }] },
    { target: { minVersion: 'TLSv1.2' }, proxy: { minVersion: 'TLSv1.2' } },
  ],
])('the sslConfig %j gives the settings %j', (sslConfig, settings) => {
  expect(tlsOf(sslConfig)).toEqual(settings);
});

test.each([
  [{ type: 'SSL' }, ['sslConfig.type is a string of 3 characters; expected one of SSL_TYPE_UNSPECIFIED, TLS, MTLS.']],
  [
    { trustModel: 'PRIVATE' },
    [
      'sslConfig.privateServerCertificate is missing, but required when trustModel is PRIVATE; expected a secret with certificates in PEM.',
    ],
  ],
  [
    { privateServerCertificate: secret('ca') },
    ['sslConfig.privateServerCertificate has no effect; set trustModel to PRIVATE, or remove it.'],
  ],
  [
    { type: 'MTLS' },
    [
      'sslConfig.clientCertificate is missing, but required when type is MTLS; expected a secret in PEM.',
      'sslConfig.clientPrivateKey is missing, but required when type is MTLS; expected a secret in PEM.',
    ],
  ],
  [
    { type: 'TLS', clientCertificate: secret('cert'), clientPrivateKey: secret('key') },
    ['sslConfig.type must be MTLS if there is a client certificate or its key; set it, or remove them.'],
  ],
  [
    { clientPrivateKeyPass: secret('pass') },
    ['sslConfig.clientPrivateKeyPass has no effect without clientPrivateKey; remove it.'],
  ],
  [
    { additionalVariables: [variable('proxy_client_certificate', 'cert')] },
    ['sslConfig.additionalVariables must have both proxy_client_certificate and proxy_client_private_key, or neither.'],
  ],
  [
    { additionalVariables: [{ key: 'proxy_trust_model', stringValue: 'PRIVATE' }] },
    [expect.stringContaining('sslConfig.additionalVariables lacks proxy_server_certificate, which is required when')],
  ],
  [
    { additionalVariables: [{ key: 'min_tls_version', stringValue: 'TLS_1_1' }] },
    [expect.stringContaining('expected one of TLS_1_2, TLS_1_3')],
  ],
  [
    {
      clientCertificate: { secretVersion: '-----BEGIN CERTIFICATE-----' },
      clientPrivateKey: secret('key'),
      type: 'MTLS',
    },
    [expect.stringContaining('sslConfig.clientCertificate.secretVersion is a string of 27 characters')],
  ],
])('the sslConfig %j is rejected', (sslConfig, descriptions) => {
  const result = parse(sslConfig);
  expect(!result.ok && result.violations.map(({ description }) => description)).toEqual(descriptions);
});
