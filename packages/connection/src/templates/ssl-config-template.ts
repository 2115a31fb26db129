import type { ConfigVariableTemplate } from './config-variable-template.js';

const trustsPrivately = {
  logicalOperator: 'AND',
  fieldComparisons: [{ key: 'proxy_trust_model', comparator: 'EQUALS', stringValue: 'PRIVATE' }],
} as const;

/**
 * The variables of `sslConfig.additionalVariables`. Google's `SslConfig` describes TLS with the backend, but has neither a
 * minimum version nor settings for a proxy.
 */
export const sslVariableTemplates = [
  {
    key: 'min_tls_version',
    valueType: 'ENUM',
    displayName: 'Minimum TLS version',
    description: 'Lowest TLS version that is accepted, from Twilio and from the proxy. Default: TLS_1_2.',
    required: false,
    enumOptions: [
      { id: 'TLS_1_2', displayName: 'TLS 1.2' },
      { id: 'TLS_1_3', displayName: 'TLS 1.3' },
    ],
  },
  {
    key: 'proxy_trust_model',
    valueType: 'ENUM',
    displayName: 'Trust model of the proxy',
    description:
      'Which certificates of the proxy are accepted if proxy_ssltype is ALWAYS: those of public authorities, of the private one in proxy_server_certificate, or all. Default: PUBLIC.',
    required: false,
    enumOptions: [
      { id: 'PUBLIC', displayName: 'Public' },
      { id: 'PRIVATE', displayName: 'Private' },
      { id: 'INSECURE', displayName: 'Insecure' },
    ],
  },
  {
    key: 'proxy_server_certificate',
    valueType: 'SECRET',
    displayName: 'Certificate authority of the proxy',
    description: 'Secret version with the certificates in PEM that are trusted for the proxy.',
    required: false,
    requiredCondition: trustsPrivately,
  },
  {
    key: 'proxy_client_certificate',
    valueType: 'SECRET',
    displayName: 'Client certificate for the proxy',
    description: 'Secret version with the client certificate in PEM for the proxy.',
    required: false,
  },
  {
    key: 'proxy_client_private_key',
    valueType: 'SECRET',
    displayName: 'Private key for the proxy',
    description: 'Secret version with the private key in PEM of proxy_client_certificate.',
    required: false,
  },
  {
    key: 'proxy_client_private_key_pass',
    valueType: 'SECRET',
    displayName: 'Passphrase for the proxy',
    description: 'Secret version with the passphrase of proxy_client_private_key.',
    required: false,
  },
] as const satisfies readonly ConfigVariableTemplate[];

/**
 * Says which TLS settings a connection may have. Google's shape:
 * https://cloud.google.com/integration-connectors/docs/reference/rest/v1/SslConfigTemplate
 */
export const sslConfigTemplate = {
  sslType: 'MTLS',
  isTlsMandatory: false,
  serverCertType: ['PEM'],
  clientCertType: ['PEM'],
} as const;
