import { type AuthConfigTemplate, authConfigTemplates } from '../templates/auth-config-templates.js';
import { sslConfigTemplate, sslVariableTemplates } from '../templates/ssl-config-template.js';
import type { ConfigVariableTemplate } from '../templates/config-variable-template.js';
import { configVariableTemplates } from '../templates/config-variable-templates.js';
import {
  type DestinationConfigTemplate,
  destinationConfigTemplates,
} from '../templates/destination-config-templates.js';

/** A variable's template in Google's shape. */
type ConfigVariableTemplateResource = Omit<ConfigVariableTemplate, 'forbidden'> & {
  readonly state: 'ACTIVE';
};

/** The template of an authentication method in Google's shape. */
type AuthConfigTemplateResource = Omit<AuthConfigTemplate, 'configVariableTemplates'> & {
  readonly configVariableTemplates: readonly ConfigVariableTemplateResource[];
};

/** A destination's template in Google's shape, which has no `requiredCondition`. */
type DestinationConfigTemplateResource = Omit<DestinationConfigTemplate, 'requiredCondition'>;

/** The templates for the form of a new connection, without the fields that Google's shape does not have. */
export function describeTemplates() {
  return {
    authConfigTemplates: authConfigTemplates.map(authConfigToResource),
    configVariableTemplates: configVariableTemplates.map(configVariableToResource),
    destinationConfigTemplates: destinationConfigTemplates.map(destinationConfigToResource),
    sslConfigTemplate: {
      ...structuredClone(sslConfigTemplate),
      additionalVariables: sslVariableTemplates.map(configVariableToResource),
    },
  };
}

function authConfigToResource(template: AuthConfigTemplate): AuthConfigTemplateResource {
  return { ...template, configVariableTemplates: template.configVariableTemplates.map(configVariableToResource) };
}

function configVariableToResource(template: ConfigVariableTemplate): ConfigVariableTemplateResource {
  const { forbidden: _, ...resource } = structuredClone(template);
  return { ...resource, state: 'ACTIVE' };
}

function destinationConfigToResource(template: DestinationConfigTemplate): DestinationConfigTemplateResource {
  const { requiredCondition: _, ...resource } = template;
  return resource;
}
