import {
  type Connection,
  type FieldViolation,
  parseConnection,
  parseSecretVersionName,
  secretReferences,
} from '@twilio-connector/connection';
import { createActions, createEntities, isEntityError } from '@twilio-connector/entities';
import { invalidConnection } from './connection-errors.js';
import { LOCATIONS } from './locations.js';
import { isServiceAccountOf } from '../access/members.js';
import { toNames } from '../runtime/catalog.js';

/** What a connection may reach, as this server was told. */
export interface ConnectionRulesPorts {
  /** Why requests may not be sent to a URL; undefined when they may. */
  readonly checkUrl: (url: string) => string | undefined;
  /** Whether a service account may read the secrets of a project. */
  readonly mayAccessSecrets: (serviceAccount: string, project: string) => Promise<boolean>;
}

/** Judges connections by what the package of connections cannot know: this server's own rules. */
export interface ConnectionRules {
  /**
   * @param changed the fields that a patch changes; default: all of them. What this server allows now is not asked where none
   *   has to do with it, so that a connection whose role was taken away can still be suspended
   * @throws ConnectorError INVALID_ARGUMENT with every violation
   */
  parse(input: unknown, name: string, changed?: readonly string[]): Promise<Connection>;
  /** What is wrong with the secrets that a connection refers to. Asked again whenever they are read. */
  secretViolations(connection: Connection): Promise<readonly FieldViolation[]>;
  /** What is wrong with where a connection sends its requests. Asked again whenever it is put to work. */
  hostViolations(connection: Connection): readonly FieldViolation[];
}

/** Fields that decide what a connection reads, and where it sends that. */
const REACHING = ['authConfig', 'configVariables', 'serviceAccount'];

export function createConnectionRules({ checkUrl, mayAccessSecrets }: ConnectionRulesPorts): ConnectionRules {
  /** A connection's maker could send the secret of another project to a host of his own. */
  async function secretViolationsOf(input: unknown, name: string): Promise<FieldViolation[]> {
    const [, project = ''] = name.split('/');
    const { serviceAccount: given } = (input ?? {}) as { readonly serviceAccount?: unknown };
    const serviceAccount = typeof given === 'string' ? given : '';
    const others = secretReferences(input).filter(
      ({ secretVersion }) => parseSecretVersionName(secretVersion).project !== project,
    );
    const judged = others.map(async ({ field, secretVersion }) => {
      const owner = parseSecretVersionName(secretVersion).project;
      if (isServiceAccountOf(serviceAccount, project) && (await mayAccessSecrets(serviceAccount, owner))) return [];
      const description =
        `${field} is of another project. Keep the secret in the connection's own, or set serviceAccount to one of the ` +
        'connection’s project that has roles/secretmanager.secretAccessor in that other project.';
      return [{ field, description }];
    });
    return (await Promise.all(judged)).flat();
  }

  async function ownViolations(input: unknown, name: string): Promise<FieldViolation[]> {
    return [
      ...(await secretViolationsOf(input, name)),
      ...variableViolations(input, 'base_url', checkUrl),
      ...variableViolations(input, 'allowed_operations', (text) =>
        refusalOf(text, () => createEntities({ send, allow: toNames(text) })),
      ),
      ...variableViolations(input, 'allowed_actions', (text) =>
        refusalOf(text, () => createActions({ send, allow: toNames(text) })),
      ),
    ];
  }

  return {
    secretViolations: (connection) => secretViolationsOf(connection, connection.name),
    hostViolations: (connection) => variableViolations(connection, 'base_url', checkUrl),
    async parse(input, name, changed = REACHING) {
      const result = parseConnection(input, { name, outputOnly: 'ignore' });
      const isReaching = changed.some((field) => REACHING.includes(field.split('.')[0] ?? ''));
      const violations = [
        ...locationViolations(name),
        ...(result.ok ? [] : result.violations),
        ...(isReaching ? await ownViolations(input, name) : []),
      ];
      if (result.ok && violations.length === 0) return result.connection;
      throw invalidConnection('The connection', violations);
    },
  };
}

function locationViolations(name: string): FieldViolation[] {
  const location = name.split('/')[3] ?? '';
  // Connectors are global; connections are somewhere.
  if (location !== 'global' && LOCATIONS.some(({ locationId }) => locationId === location)) return [];
  const description =
    'name has a location in which no connection can be; give local, or one that locations.list names.';
  return [{ field: 'name', description }];
}

/** What is wrong with the text of a variable, read from what was sent: all violations are told at once. */
function variableViolations(
  input: unknown,
  key: string,
  judge: (text: string) => string | undefined,
): FieldViolation[] {
  const { configVariables } = (input ?? {}) as { readonly configVariables?: unknown };
  const variables: readonly unknown[] = Array.isArray(configVariables) ? configVariables : [];
  return variables.flatMap((variable, index) => {
    const { key: name, stringValue } = (variable ?? {}) as { readonly key?: unknown; readonly stringValue?: unknown };
    const problem =
      name === key && typeof stringValue === 'string' && stringValue !== '' ? judge(stringValue) : undefined;
    const field = `configVariables[${index}].stringValue`;
    return problem === undefined ? [] : [{ field, description: `${field}: ${problem}` }];
  });
}

// An allow-list is judged by what is made of it; nothing is sent by that.
const send = () => Promise.reject(new Error('Nothing is sent.'));

/** The refusal names the word that is wrong; what has no form of names may be anything, and is refused for that already. */
const WORDS = /^[A-Za-z.*, ]{1,2000}$/;

function refusalOf(text: string, make: () => unknown): string | undefined {
  if (!WORDS.test(text)) return undefined;
  try {
    make();
    return undefined;
  } catch (error) {
    if (isEntityError(error)) return error.message;
    throw error;
  }
}
