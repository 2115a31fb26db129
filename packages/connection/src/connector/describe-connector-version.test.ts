import { describe, expect, test } from 'vitest';
import {
  configVariableTemplates,
  describeAuthSchema,
  describeConnector,
  describeConnectorVersion,
  describeProvider,
} from '../index.js';

/** Fields of Google's messages, from the discovery document `connectors:v1` of 2026-06-17. */
const GOOGLE = {
  ConnectorVersion:
    'authConfigTemplates authOverrideEnabled configVariableTemplates connectorInfraConfig createTime destinationConfigTemplates displayName egressControlConfig eventingConfigTemplate isCustomActionsSupported isCustomEntitiesSupported labels launchStage name releaseVersion roleGrant roleGrants schemaRefreshConfig sslConfigTemplate supportedRuntimeFeatures supportedStandardActions supportedStandardEntities unsupportedConnectionTypes updateTime vpcscConfig',
  AuthConfigTemplate: 'authKey authType configVariableTemplates description displayName isDefault',
  ConfigVariableTemplate:
    'authorizationCodeLink description displayName enumOptions enumSource isAdvanced key locationType multipleSelectConfig required requiredCondition roleGrant state validationRegex valueType',
  DestinationConfigTemplate:
    'autocompleteSuggestions defaultPort description displayName isAdvanced key max min portFieldType regexPattern',
  SslConfigTemplate: 'additionalVariables clientCertType isTlsMandatory serverCertType sslType',
  RoleGrant: 'helperTextTemplate principal resource roles',
  Provider:
    'createTime description displayName documentationUri externalUri labels launchStage name updateTime webAssetsLocation',
  Connector:
    'category connectorType createTime description displayName documentationUri eventingDetails externalUri labels launchStage marketplaceConnectorDetails name tags updateTime webAssetsLocation',
  AuthSchema: 'authFields authKey authType description displayName isDefault',
  AuthObject: 'additionalProperties authKey authType description isDefault properties type',
};

const full = describeConnectorVersion({ project: 'demo', view: 'FULL' });
const json = describeAuthSchema('JSON_SCHEMA');

const described: [keyof typeof GOOGLE, readonly object[]][] = [
  ['ConnectorVersion', [full]],
  ['AuthConfigTemplate', full.authConfigTemplates],
  ['ConfigVariableTemplate', full.configVariableTemplates],
  ['ConfigVariableTemplate', full.authConfigTemplates.flatMap((template) => template.configVariableTemplates)],
  ['DestinationConfigTemplate', full.destinationConfigTemplates],
  ['SslConfigTemplate', [full.sslConfigTemplate]],
  ['ConfigVariableTemplate', full.sslConfigTemplate.additionalVariables],
  ['RoleGrant', full.roleGrants ?? []],
  ['Provider', [describeProvider({ project: 'demo' })]],
  ['Connector', [describeConnector({ project: 'demo' })]],
  ['AuthSchema', json.authSchemas],
  ['AuthObject', json.jsonSchema?.oneOf ?? []],
];

test.each(described)("the description of %s has only fields of Google's message", (message, values) => {
  const known = GOOGLE[message].split(' ');
  expect(values.length).toBeGreaterThan(0);
  for (const value of values) expect(known).toEqual(expect.arrayContaining(Object.keys(value)));
});

describe('connector version', () => {
  test('descriptions of the version, the connector and the provider are named after the given project and provider', () => {
    const name = (provider: string): string =>
      `projects/demo/locations/global/providers/${provider}/connectors/twilio/versions/1`;
    expect(full.name).toBe(name('twilio'));
    expect(describeConnectorVersion({ project: 'demo', provider: 'default' }).name).toBe(name('default'));
    expect(describeProvider({ project: 'demo' }).name).toBe('projects/demo/locations/global/providers/twilio');
    expect(describeConnector({ project: 'demo' }).name).toBe(
      'projects/demo/locations/global/providers/twilio/connectors/twilio',
    );
  });

  test("describeConnectorVersion returns the templates of all variables, each in Google's format", () => {
    expect(full.configVariableTemplates.map(({ key }) => key)).toEqual(configVariableTemplates.map(({ key }) => key));
    expect(full.configVariableTemplates.find(({ key }) => key === 'proxy_user')).toMatchObject({
      valueType: 'STRING',
      required: false,
      state: 'ACTIVE',
      requiredCondition: {
        logicalOperator: 'AND',
        fieldComparisons: [{ key: 'proxy_enabled', comparator: 'EQUALS', boolValue: true }],
        logicalExpressions: [{ logicalOperator: 'OR' }],
      },
    });
  });

  test('describeConnectorVersion states the rate limit and the supported features', () => {
    expect(full).toMatchObject({
      connectorInfraConfig: { ratelimitThreshold: '25', connectionRatelimitWindowSeconds: '1' },
      supportedRuntimeFeatures: { entityApis: true, actionApis: true, sqlQuery: false, asyncOperations: false },
    });
  });

  test('describeConnectorVersion includes roles only in the full view and times only when given', () => {
    expect(describeConnectorVersion({ project: 'demo' })).not.toHaveProperty('roleGrants');
    expect(full).not.toHaveProperty('createTime');
    const createTime = '2026-01-31T12:00:00Z';
    expect(describeConnectorVersion({ project: 'demo', createTime, updateTime: createTime })).toMatchObject({
      createTime,
      updateTime: createTime,
    });
    expect(full.roleGrants?.[0]?.roles).toEqual(['roles/secretmanager.viewer', 'roles/secretmanager.secretAccessor']);
  });

  test('describeConnectorVersion returns a new copy on every call', () => {
    const again = describeConnectorVersion({ project: 'demo', view: 'FULL' });
    expect(again).toEqual(full);
    expect(again.configVariableTemplates[0]).not.toBe(full.configVariableTemplates[0]);
  });

  test('every pattern of a template is valid in RE2: no lookaround, no backreferences', () => {
    const all = [
      ...full.configVariableTemplates,
      ...full.authConfigTemplates.flatMap((auth) => auth.configVariableTemplates),
    ];
    const patterns = [
      ...all.map(({ validationRegex }) => validationRegex ?? ''),
      ...full.destinationConfigTemplates.map(({ regexPattern }) => regexPattern ?? ''),
    ];
    expect(patterns.filter((pattern) => /\(\?[=!<]|\\[1-9]|\\k/.test(pattern))).toEqual([]);
  });
});

test('describeAuthSchema lists the fields of both authentication methods', () => {
  const { authSchemas } = describeAuthSchema();
  expect(authSchemas.map(({ authKey, authFields }) => [authKey, ...authFields.map(({ key }) => key)])).toEqual([
    ['user_password', 'username', 'password'],
    ['api_key', 'username', 'password', 'account_sid'],
  ]);
  expect(describeAuthSchema()).not.toHaveProperty('jsonSchema');
  expect(json.jsonSchema?.oneOf[1]?.properties).toMatchObject({ account_sid: { type: 'string' } });
});
