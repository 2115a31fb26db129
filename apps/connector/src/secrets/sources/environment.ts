import type { SecretVersionName } from '@twilio-connector/connection';
import { SecretError } from '../errors.js';
import type { SecretSource } from '../resolver.js';
import { formatSecretVersionName } from '../secret-names.js';

const PREFIX = 'CONNECTOR_SECRET_';
/** Without domains and double hyphens, each project maps to a prefix of its own. */
const SERVED_PROJECT = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * Secrets in environment variables named `CONNECTOR_SECRET_<PROJECT>__<SECRET>`: upper case, with `_` for every other
 * character. `CONNECTOR_SECRET_MY_APP__TWILIO_TOKEN` holds `projects/my-app/secrets/twilio-token/versions/latest`. A variable
 * has one version, named `latest` or `1`. An empty variable counts as unset.
 *
 * Two projects never share a variable: the first `__` ends the project, and projects whose ids would be ambiguous
 * (`example.com:app`, `my--app`) have no secrets here. Secrets of one project share a variable when their names differ only in
 * case or in `-` and `_`: `twilio-token`, `twilio_token` and `Twilio-Token` are one variable.
 *
 * @param variables all variables of the environment, by name
 */
export function createEnvironmentSource(variables: Readonly<Record<string, string | undefined>>): SecretSource {
  return {
    read: async (name) => {
      const variable = toVariable(name);
      const value = variable !== undefined && Object.hasOwn(variables, variable) ? variables[variable] : undefined;
      if (value === undefined || value === '') return undefined;
      if (name.version === 'latest' || name.version === '1') return value;
      throw new SecretError(
        'SECRET_NOT_FOUND',
        `${formatSecretVersionName(name)} does not exist: the secret is in the variable ${variable}, which has one version. Use latest or 1.`,
      );
    },
  };
}

function toVariable({ project, secret }: SecretVersionName): string | undefined {
  if (!SERVED_PROJECT.test(project)) return undefined;
  return `${PREFIX}${toWord(project)}__${toWord(secret)}`;
}

function toWord(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
}
