import type { ConfigVariableTemplate } from './config-variable-template.js';

/**
 * Declares an authentication method. Forms and validation are derived from it. Google's shape:
 * https://cloud.google.com/integration-connectors/docs/reference/rest/v1/AuthConfigTemplate
 */
export interface AuthConfigTemplate {
  readonly authType: 'USER_PASSWORD';
  readonly authKey: string;
  readonly displayName: string;
  readonly description: string;
  readonly isDefault: boolean;
  /** A connection sets `username` and `password` in `userPassword`, the other variables in `additionalVariables`. */
  readonly configVariableTemplates: readonly ConfigVariableTemplate[];
}

/** The authentication methods of Twilio: https://www.twilio.com/docs/iam/api-keys. Google's connector has only the first. */
export const authConfigTemplates = [
  {
    authType: 'USER_PASSWORD',
    authKey: 'user_password',
    displayName: 'Account SID and auth token',
    description: 'Authenticates with the SID of the account and its auth token.',
    isDefault: true,
    configVariableTemplates: [
      {
        key: 'username',
        valueType: 'STRING',
        displayName: 'Account SID',
        description: 'Account SID: AC and 32 hexadecimal digits.',
        required: true,
        validationRegex: '^AC[0-9a-fA-F]{32}$',
      },
      {
        key: 'password',
        valueType: 'SECRET',
        displayName: 'Auth token',
        description: 'Secret version that holds the auth token.',
        required: true,
      },
    ],
  },
  {
    authType: 'USER_PASSWORD',
    authKey: 'api_key',
    displayName: 'API key',
    description: 'Authenticates with an API key, which can be revoked without changing the account.',
    isDefault: false,
    configVariableTemplates: [
      {
        key: 'username',
        valueType: 'STRING',
        displayName: 'API key SID',
        description: 'API key SID: SK and 32 hexadecimal digits.',
        required: true,
        validationRegex: '^SK[0-9a-fA-F]{32}$',
      },
      {
        key: 'password',
        valueType: 'SECRET',
        displayName: 'API key secret',
        description: 'Secret version that holds the secret of the API key.',
        required: true,
      },
      {
        key: 'account_sid',
        valueType: 'STRING',
        displayName: 'Account SID',
        description: 'Account SID of the account that the API key belongs to: AC and 32 hexadecimal digits.',
        required: true,
        validationRegex: '^AC[0-9a-fA-F]{32}$',
      },
    ],
  },
] as const satisfies readonly AuthConfigTemplate[];

/** The template for a connection's `authKey`; the default template when it is not set. */
export function authConfigTemplate(authKey: string | undefined): AuthConfigTemplate | undefined {
  return authConfigTemplates.find((template) => (authKey ? template.authKey === authKey : template.isDefault));
}
