import type { SecretVersionName } from '@twilio-connector/connection';
import { SecretError } from '../errors.js';
import type { SecretSource } from '../resolver.js';
import { formatSecretVersionName } from '../secret-names.js';

const PREFIX = 'CONNECTOR_SECRET_';
/** No domain, and no two hyphens together: what is left over maps one to one. */
const SERVED_PROJECT = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * Secrets in variables of the environment, `CONNECTOR_SECRET_<PROJECT>__<SECRET>`: in upper case, with `_` in place of
 * hyphens. `projects/my-app/secrets/twilio-token/versions/latest` is in `CONNECTOR_SECRET_MY_APP__TWILIO_TOKEN`. A variable
 * has one version: `latest`, or `1`. An empty one counts as unset.
 *
 * Two projects never share a variable: the first `__` ends the project, and projects whose names would not map one to one
 * (`example.com:app`, `my--app`) have nothing here. Secrets of one project do, when their names differ only in case, or in `-`
 * where the other has `_`: `twilio-token`, `twilio_token` and `Twilio-Token` are one variable.
 *
 * @param variables those of the environment, by name
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
        `${formatSecretVersionName(name)}: the secret is in the variable ${variable}, which has one version only; give latest or 1.`,
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
