/** Fields that only the server sets. Google ignores them in requests. */
export const OUTPUT_ONLY_FIELDS: readonly string[] = [
  'name',
  'createTime',
  'updateTime',
  'status',
  'connectionRevision',
  'connectorVersionLaunchStage',
  'connectorVersionInfraConfig',
  'serviceDirectory',
  'tlsServiceDirectory',
  'host',
  'imageLocation',
  'envoyImageLocation',
  'subscriptionType',
  'billingConfig',
  'eventingRuntimeData',
  'isTrustedTester',
];

/**
 * Fields of Google's Connection that this build does not support, by the path of their message (without list positions).
 * Setting one is a violation. Source: https://cloud.google.com/integration-connectors/docs/reference/rest/v1/projects.locations.connections
 */
export const UNSUPPORTED_FIELDS: { readonly [path: string]: readonly string[] } = {
  '': [
    'authOverrideEnabled',
    'fallbackOnAdminCredentials',
    'asyncOperationsEnabled',
    'euaOauthAuthConfig',
    'eventingEnablementType',
    'eventingConfig',
    'trafficShapingConfigs',
    'adminFilters',
    'serviceDirectory',
    'tlsServiceDirectory',
    'host',
    'imageLocation',
    'envoyImageLocation',
    'subscriptionType',
    'billingConfig',
    'eventingRuntimeData',
    'isTrustedTester',
  ],
  authConfig: [
    'oauth2AuthCodeFlow',
    'oauth2AuthCodeFlowGoogleManaged',
    'oauth2ClientCredentials',
    'oauth2JwtBearer',
    'sshPublicKey',
  ],
  'authConfig.additionalVariables': ['encryptionKeyValue'],
  'sslConfig.additionalVariables': ['encryptionKeyValue'],
  configVariables: ['encryptionKeyValue'],
  'destinationConfigs.destinations': ['serviceAttachment'],
  connectorVersionInfraConfig: [
    'connectionRatelimitWindowSeconds',
    'deploymentModel',
    'deploymentModelMigrationState',
    'hpaConfig',
    'internalclientRatelimitThreshold',
    'maxInstanceRequestConcurrency',
    'resourceLimits',
    'resourceRequests',
    'sharedDeployment',
    'tlsMigrationState',
  ],
};

/** Google's other authentication types; Twilio supports none of them. */
export const UNSUPPORTED_AUTH_TYPES: readonly string[] = [
  'OAUTH2_JWT_BEARER',
  'OAUTH2_CLIENT_CREDENTIALS',
  'SSH_PUBLIC_KEY',
  'OAUTH2_AUTH_CODE_FLOW',
  'GOOGLE_AUTHENTICATION',
  'OAUTH2_AUTH_CODE_FLOW_GOOGLE_MANAGED',
];
