import * as z from 'zod';
import { expecting, optionalField, secretReference, text } from '../fields/field-schemas.js';
import { UNSUPPORTED_AUTH_TYPES } from '../fields/google-fields.js';
import {
  type AuthConfigTemplate,
  authConfigTemplate,
  authConfigTemplates,
} from '../templates/auth-config-templates.js';
import { configVariable } from '../variables/config-variable.js';
import { configVariableViolations } from '../variables/config-variable-rules.js';
import { isRecord, shapeOf } from '../violations/json-shape.js';
import { refineWith, type Violation } from '../violations/refinements.js';

const AUTH_KEYS = authConfigTemplates.map(({ authKey }) => authKey);

const userPassword = z.object(
  { username: text('an Account SID, or an API key SID when authKey is api_key'), password: secretReference() },
  expecting('an object with username and password'),
);

/** How a connection authenticates with Twilio. */
export const authConfig = z
  .object(
    {
      authType: z.literal('USER_PASSWORD', { error: authTypeError }),
      authKey: optionalField(z.enum(AUTH_KEYS, expecting(`${AUTH_KEYS.join(' or ')}; omit it to use ${AUTH_KEYS[0]}`))),
      userPassword,
      additionalVariables: z.array(configVariable, expecting('a list of variables')).optional(),
    },
    expecting('an object with authType and userPassword'),
  )
  .superRefine(...refineWith(authViolations));

/** A valid authentication configuration. */
export type AuthConfig = z.output<typeof authConfig>;

/** Checks the template that `authKey` selects. The schema rejects an unknown `authKey`. */
function authViolations(value: unknown): Violation[] {
  if (!isRecord(value)) return [];
  const { authKey, userPassword: user, additionalVariables } = value;
  const template = authConfigTemplate(typeof authKey === 'string' ? authKey : undefined);
  if (!template || (authKey !== undefined && typeof authKey !== 'string')) return [];
  const username = isRecord(user) ? user['username'] : undefined;
  const additionalTemplates = template.configVariableTemplates.filter(
    ({ key }) => key !== 'username' && key !== 'password',
  );
  const additional = configVariableViolations(additionalVariables, additionalTemplates).map(({ path, problem }) => ({
    path: ['additionalVariables', ...path],
    problem,
  }));
  return [...(typeof username === 'string' ? usernameViolations(username, template) : []), ...additional];
}

function usernameViolations(username: string, { authKey, configVariableTemplates }: AuthConfigTemplate): Violation[] {
  const template = configVariableTemplates.find(({ key }) => key === 'username');
  if (template?.validationRegex === undefined || matches(username, template.validationRegex)) return [];
  // A valid username of the other method means that authKey is wrong, not the username.
  const other = authConfigTemplates.find(({ configVariableTemplates: [user] }) =>
    matches(username, user.validationRegex),
  );
  const advice =
    other && other.authKey !== authKey
      ? `, or authKey ${other.authKey} for an ${other.configVariableTemplates[0].displayName}`
      : '';
  const rule = `an ${template.description.replace(/\.$/, '')}`;
  return [{ path: ['userPassword', 'username'], problem: `is ${shapeOf(username)}; expected ${rule}${advice}` }];
}

function matches(value: string, pattern: string): boolean {
  return new RegExp(pattern, 'u').test(value);
}

function authTypeError({ input }: { readonly input?: unknown }): string {
  if (typeof input === 'string' && UNSUPPORTED_AUTH_TYPES.includes(input)) {
    return `is ${input}, which is not supported by this build; expected USER_PASSWORD`;
  }
  return `is ${shapeOf(input)}; expected USER_PASSWORD`;
}
