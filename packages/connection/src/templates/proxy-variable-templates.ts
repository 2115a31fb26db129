import type { ConfigVariableTemplate } from './config-variable-template.js';
import type { LogicalExpression } from './logical-expression.js';

/** Why a proxy that is set is refused; taken out of `proxy_enabled` below by the build that serves proxies. */
const PROXIES_NOT_SERVED = 'proxies are not served by this build yet';

/** The condition under which a connection goes through a proxy. */
export const usesProxy = {
  logicalOperator: 'AND',
  fieldComparisons: [{ key: 'proxy_enabled', comparator: 'EQUALS', boolValue: true }],
} as const satisfies LogicalExpression;

/** The condition under which it must log in there. */
const logsInToProxy = {
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
 * The variables of Google's own Twilio connector, all of them about proxies:
 * https://cloud.google.com/integration-connectors/docs/connectors/twilio/configure
 */
export const proxyVariableTemplates = [
  {
    key: 'proxy_enabled',
    valueType: 'BOOL',
    displayName: 'Use proxy',
    description: 'Whether requests go through a proxy server, the destination proxy_server. Default false.',
    required: false,
    notServed: PROXIES_NOT_SERVED,
  },
  {
    key: 'proxy_auth_scheme',
    valueType: 'ENUM',
    displayName: 'Proxy authentication scheme',
    description: 'How to log in to the proxy server: BASIC, DIGEST or NONE. Default NONE.',
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
    description: 'User name to log in to the proxy server with: no colon, no control characters.',
    required: false,
    requiredCondition: logsInToProxy,
    validationRegex: '^[^:\\x00-\\x1f\\x7f]+$',
  },
  {
    key: 'proxy_password',
    valueType: 'SECRET',
    displayName: 'Proxy password',
    description: 'Secret version that holds the password of the proxy user.',
    required: false,
    requiredCondition: logsInToProxy,
  },
  {
    key: 'proxy_ssltype',
    valueType: 'ENUM',
    displayName: 'Proxy SSL type',
    description:
      'Whether TLS is spoken to the proxy server: AUTO (TUNNEL for https, NEVER for http), ALWAYS, NEVER or TUNNEL. Default AUTO.',
    required: false,
    enumOptions: [
      { id: 'AUTO', displayName: 'Auto' },
      { id: 'ALWAYS', displayName: 'Always' },
      { id: 'NEVER', displayName: 'Never' },
      { id: 'TUNNEL', displayName: 'Tunnel' },
    ],
  },
] as const satisfies readonly ConfigVariableTemplate[];
