import type { ConfigVariableTemplate } from './config-variable-template.js';
import type { LogicalExpression } from './logical-expression.js';

/** Holds when a connection uses a proxy. */
export const usesProxy = {
  logicalOperator: 'AND',
  fieldComparisons: [{ key: 'proxy_enabled', comparator: 'EQUALS', boolValue: true }],
} as const satisfies LogicalExpression;

/** Holds when a connection authenticates with its proxy. */
const authenticatesWithProxy = {
  ...usesProxy,
  logicalExpressions: [
    {
      logicalOperator: 'OR',
      fieldComparisons: [
        { key: 'proxy_auth_scheme', comparator: 'EQUALS', stringValue: 'BASIC' },
        { key: 'proxy_auth_scheme', comparator: 'EQUALS', stringValue: 'DIGEST' },
      ],
    },
  ],
} as const satisfies LogicalExpression;

/**
 * The variables of Google's Twilio connector; all of them configure a proxy:
 * https://cloud.google.com/integration-connectors/docs/connectors/twilio/configure
 */
export const proxyVariableTemplates = [
  {
    key: 'proxy_enabled',
    valueType: 'BOOL',
    displayName: 'Use proxy',
    description: 'Whether requests go through the proxy server in destination proxy_server. Default: false.',
    required: false,
  },
  {
    key: 'proxy_auth_scheme',
    valueType: 'ENUM',
    displayName: 'Proxy authentication scheme',
    description: 'Authentication scheme of the proxy server: BASIC, DIGEST or NONE. Default: NONE.',
    required: false,
    enumOptions: [
      { id: 'BASIC', displayName: 'Basic' },
      { id: 'DIGEST', displayName: 'Digest' },
      { id: 'NONE', displayName: 'None' },
    ],
  },
  {
    key: 'proxy_user',
    valueType: 'STRING',
    displayName: 'Proxy user',
    description: 'User name for the proxy server: no colon, no control characters.',
    required: false,
    requiredCondition: authenticatesWithProxy,
    validationRegex: '^[^:\\x00-\\x1f\\x7f]+$',
  },
  {
    key: 'proxy_password',
    valueType: 'SECRET',
    displayName: 'Proxy password',
    description: 'Secret version that holds the password for the proxy server.',
    required: false,
    requiredCondition: authenticatesWithProxy,
  },
  {
    key: 'proxy_ssltype',
    valueType: 'ENUM',
    displayName: 'Proxy SSL type',
    description:
      'TLS mode of the proxy server: AUTO (TUNNEL for https, NEVER for http), ALWAYS, NEVER or TUNNEL. Default: AUTO.',
    required: false,
    enumOptions: [
      { id: 'AUTO', displayName: 'Auto' },
      { id: 'ALWAYS', displayName: 'Always' },
      { id: 'NEVER', displayName: 'Never' },
      { id: 'TUNNEL', displayName: 'Tunnel' },
    ],
  },
] as const satisfies readonly ConfigVariableTemplate[];
