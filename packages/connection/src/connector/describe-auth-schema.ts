import { type AuthConfigTemplate, authConfigTemplates } from '../templates/auth-config-templates.js';

const templates: readonly AuthConfigTemplate[] = authConfigTemplates;

/**
 * The response of v1 `versions.fetchAuthSchema`: the authentication methods with their fields, and in the view `JSON_SCHEMA`
 * also as a JSON Schema. Google's shape:
 * https://cloud.google.com/integration-connectors/docs/reference/rest/v1/projects.locations.providers.connectors.versions/fetchAuthSchema
 */
export function describeAuthSchema(view: 'BASIC' | 'JSON_SCHEMA' = 'BASIC') {
  const authSchemas = templates.map(({ configVariableTemplates, ...template }) => ({
    ...template,
    authFields: configVariableTemplates.map(({ key, valueType, description }) => ({
      key,
      dataType: valueType,
      description,
    })),
  }));
  return view === 'BASIC' ? { authSchemas } : { authSchemas, jsonSchema: describeJsonSchema() };
}

function describeJsonSchema() {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    oneOf: templates.map(({ authType, authKey, description, isDefault, configVariableTemplates }) => ({
      type: 'object',
      authType,
      authKey,
      description,
      isDefault,
      additionalProperties: false,
      properties: Object.fromEntries(
        configVariableTemplates.map((template) => [
          template.key,
          { type: 'string', description: template.description },
        ]),
      ),
    })),
  };
}
