import * as z from 'zod';
import {
  type AuthConfigTemplate,
  authConfigTemplate,
  authConfigTemplates,
} from '../templates/auth-config-templates.js';
import { type Violation, refineWith } from '../violations/refinements.js';
import { configVariable } from '../variables/config-variable.js';
import { configVariableViolations } from '../variables/config-variable-rules.js';
import { due, secretReference, text, unlessEmpty } from '../fields/field-schemas.js';
import { NOT_SERVED_AUTH_TYPES } from '../fields/google-fields.js';
import { isRecord, shapeOf } from '../violations/json-shape.js';

const AUTH_KEYS = authConfigTemplates.map(({ authKey }) => authKey);

const userPassword = z.object(
  { username: text('an Account SID, or with authKey api_key an API key SID'), password: secretReference() },
  due('an object with username and password'),
);

/** How a connection logs in, by one of the templates. */
export const authConfig = z
  .object(
    {
      authType: z.literal('USER_PASSWORD', { error: authTypeError }),
      authKey: unlessEmpty(z.enum(AUTH_KEYS, due(`${AUTH_KEYS.join(' or ')}, or leave it out`))),
      userPassword,
      additionalVariables: z.array(configVariable, due('a list of variables')).optional(),
    },
    due('an object with authType and userPassword'),
  )
  .superRefine(...refineWith(authViolations));

/** How a connection authenticates, valid. */
export type AuthConfig = z.output<typeof authConfig>;

/** What the template of the connection's `authKey` asks for. An unknown key is told by the schema. */
function authViolations(value: unknown): Violation[] {
  if (!isRecord(value)) return [];
  const { authKey, userPassword: user, additionalVariables } = value;
  const template = authConfigTemplate(typeof authKey === 'string' ? authKey : undefined);
  if (!template || (authKey !== undefined && typeof authKey !== 'string')) return [];
  const username = isRecord(user) ? user['username'] : undefined;
  const others = template.configVariableTemplates.filter(({ key }) => key !== 'username' && key !== 'password');
  const additional = configVariableViolations(additionalVariables, others).map(({ path, predicate }) => ({
    path: ['additionalVariables', ...path],
    predicate,
  }));
  return [...(typeof username === 'string' ? usernameViolations(username, template) : []), ...additional];
}

function usernameViolations(username: string, { authKey, configVariableTemplates }: AuthConfigTemplate): Violation[] {
  const template = configVariableTemplates.find(({ key }) => key === 'username');
  if (template?.validationRegex === undefined || fits(username, template.validationRegex)) return [];
  // An API key under the default, or an Account SID under api_key: the authKey is what is wrong.
  const meant = authConfigTemplates.find((other) => fits(username, other.configVariableTemplates[0].validationRegex));
  const advice = meant && meant.authKey !== authKey ? `, or authKey ${meant.authKey} with what you have` : '';
  const rule = `an ${template.description.replace(/\.$/, '')}`;
  return [{ path: ['userPassword', 'username'], predicate: `is ${shapeOf(username)}; give ${rule}${advice}` }];
}

function fits(value: string, pattern: string): boolean {
  return new RegExp(pattern, 'u').test(value);
}

function authTypeError({ input }: { readonly input?: unknown }): string {
  if (typeof input === 'string' && NOT_SERVED_AUTH_TYPES.includes(input)) {
    return `is ${input}, which is not supported by this build; give USER_PASSWORD`;
  }
  return `is ${shapeOf(input)}; give USER_PASSWORD`;
}
