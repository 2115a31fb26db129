import { type AuthConfigTemplate, authConfigTemplates } from '../templates/auth-config-templates.js';
import type { ConfigVariableTemplate } from '../templates/config-variable-template.js';
import { configVariableTemplates } from '../templates/config-variable-templates.js';
import {
  type DestinationConfigTemplate,
  destinationConfigTemplates,
} from '../templates/destination-config-templates.js';

/** A variable's template as Google has it. */
type ConfigVariableTemplateResource = Omit<ConfigVariableTemplate, 'notServed'> & { readonly state: 'ACTIVE' };

/** A way to log in as Google has it. */
type AuthConfigTemplateResource = Omit<AuthConfigTemplate, 'configVariableTemplates'> & {
  readonly configVariableTemplates: readonly ConfigVariableTemplateResource[];
};

/** A destination as Google has it. When it is required is said in its description only. */
type DestinationConfigTemplateResource = Omit<DestinationConfigTemplate, 'requiredCondition'>;

/** The templates from which the form for a new connection is drawn, with nothing that is not on Google's wire. */
export function describeTemplates() {
  return {
    authConfigTemplates: authConfigTemplates.map(authConfigToResource),
    configVariableTemplates: configVariableTemplates.map(configVariableToResource),
    destinationConfigTemplates: destinationConfigTemplates.map(destinationConfigToResource),
  };
}

function authConfigToResource(template: AuthConfigTemplate): AuthConfigTemplateResource {
  return { ...template, configVariableTemplates: template.configVariableTemplates.map(configVariableToResource) };
}

function configVariableToResource(template: ConfigVariableTemplate): ConfigVariableTemplateResource {
  const { notServed, ...resource } = structuredClone(template);
  const description =
    notServed === undefined ? template.description : `${template.description} True is refused: ${notServed}.`;
  return { ...resource, description, state: 'ACTIVE' };
}

function destinationConfigToResource(template: DestinationConfigTemplate): DestinationConfigTemplateResource {
  const { requiredCondition: _, ...resource } = template;
  return resource;
}
