import {
  type Connection,
  type FieldViolation,
  parseConnection,
  parseSecretVersionName,
  secretReferences,
} from '@twilio-connector/connection';
import { isEntityError } from '@twilio-connector/entities';
import { isServiceAccountOf } from '../access/members.js';
import { listOf, membersOf } from '../json/values.js';
import { checkAllowedActions, checkAllowedOperations, toNames } from '../runtime/catalog.js';
import { invalidConnection } from './connection-errors.js';
import { LOCATIONS } from './locations.js';
import { proxyHostViolations, type ProxyPolicy, trustViolations } from './proxy-violations.js';

export interface ConnectionValidatorPorts extends ProxyPolicy {
  /** Explains why a base URL is not allowed. Returns undefined if it is. */
  readonly checkUrl: (url: string) => string | undefined;
  /** Whether a service account may read the secrets of a project. */
  readonly mayAccessSecrets: (serviceAccount: string, project: string) => Promise<boolean>;
  /** Whether a connection may read a secret of its own project without a service account. Default: every one. */
  readonly mayReadOwnSecret?: (connection: string, secretVersion: string) => boolean;
}

/** Applies the rules that depend on this server, on top of those of the connection package. */
export interface ConnectionValidator {
  /**
   * @param changed the fields that a patch changes; default: all. Access to secrets and hosts is only checked if one of them
   *   affects it, so that a connection which lost its access can still be suspended
   * @throws ConnectorError INVALID_ARGUMENT with all violations
   */
  parse(input: unknown, name: string, changed?: readonly string[]): Promise<Connection>;
  /** The secrets that the connection may not read. Rechecked every time they are read. */
  secretViolations(connection: Connection): Promise<readonly FieldViolation[]>;
  /** The hosts that the connection may not reach. Rechecked every time its runtime is composed. */
  hostViolations(connection: Connection): readonly FieldViolation[];
}

const IS_FOREIGN =
  "is a secret of another project. Use a secret of the connection's project, or set serviceAccount to a service account of the " +
  "connection's project that has roles/secretmanager.secretAccessor in the other project.";
const NEEDS_GRANT =
  'needs a grant, because this server has CONNECTOR_REQUIRE_SECRET_GRANTS. Set serviceAccount to a service account of the ' +
  "connection's project that has roles/secretmanager.secretAccessor in this project.";

/** The fields that decide which secrets a connection reads and where it sends them. */
const ACCESS_FIELDS = ['authConfig', 'configVariables', 'destinationConfigs', 'serviceAccount', 'sslConfig'];

export function createConnectionValidator(ports: ConnectionValidatorPorts): ConnectionValidator {
  const { checkUrl, mayAccessSecrets, mayReadOwnSecret = () => true } = ports;

  /** Without this rule, the creator of a connection could send another project's secret to a host of their choice. */
  async function secretViolationsOf(input: unknown, name: string): Promise<FieldViolation[]> {
    const [, project = ''] = name.split('/');
    const { serviceAccount: given } = membersOf(input);
    const serviceAccount = typeof given === 'string' ? given : '';
    const checked = secretReferences(input).map(async ({ field, secretVersion }) => {
      const { project: owner } = parseSecretVersionName(secretVersion);
      const isOwn = owner === project;
      if (isOwn && mayReadOwnSecret(name, secretVersion)) return [];
      if (isServiceAccountOf(serviceAccount, project) && (await mayAccessSecrets(serviceAccount, owner))) return [];
      return [{ field, description: `${field} ${isOwn ? NEEDS_GRANT : IS_FOREIGN}` }];
    });
    return (await Promise.all(checked)).flat();
  }

  function hostViolationsOf(input: unknown): FieldViolation[] {
    return [
      ...variableViolations(input, 'base_url', checkUrl),
      ...proxyHostViolations(input, ports),
      ...trustViolations(input, ports),
    ];
  }

  async function accessViolations(input: unknown, name: string): Promise<FieldViolation[]> {
    return [
      ...(await secretViolationsOf(input, name)),
      ...hostViolationsOf(input),
      ...variableViolations(input, 'allowed_operations', (text) => allowListProblem(text, checkAllowedOperations)),
      ...variableViolations(input, 'allowed_actions', (text) => allowListProblem(text, checkAllowedActions)),
    ];
  }

  return {
    secretViolations: (connection) => secretViolationsOf(connection, connection.name),
    hostViolations: (connection) => hostViolationsOf(connection),
    async parse(input, name, changed = ACCESS_FIELDS) {
      const result = parseConnection(input, { name, outputOnly: 'ignore' });
      const affectsAccess = changed.some((field) => ACCESS_FIELDS.includes(field.split('.')[0] ?? ''));
      const violations = [
        ...locationViolations(name),
        ...(result.ok ? [] : result.violations),
        ...(affectsAccess ? await accessViolations(input, name) : []),
      ];
      if (result.ok && violations.length === 0) return result.connection;
      throw invalidConnection('The connection', violations);
    },
  };
}

function locationViolations(name: string): FieldViolation[] {
  const location = name.split('/')[3] ?? '';
  // Only connectors are global.
  if (location !== 'global' && LOCATIONS.some(({ locationId }) => locationId === location)) return [];
  const description = 'name has an unsupported location. Use local, or a region from locations.list.';
  return [{ field: 'name', description }];
}

/** Reads the raw input, so that these violations are reported together with those of the connection package. */
function variableViolations(
  input: unknown,
  key: string,
  findProblem: (text: string) => string | undefined,
): FieldViolation[] {
  const { configVariables } = membersOf(input);
  return listOf(configVariables).flatMap((variable, index) => {
    const { key: name, stringValue } = membersOf(variable);
    const hasText = name === key && typeof stringValue === 'string' && stringValue !== '';
    const problem = hasText ? findProblem(stringValue) : undefined;
    const field = `configVariables[${index}].stringValue`;
    return problem === undefined ? [] : [{ field, description: `${field}: ${problem}` }];
  });
}

/** The message of an unknown name repeats it. Text that is not a list of names may be a secret, and is refused elsewhere. */
const NAMES = /^[A-Za-z.*, ]{1,2000}$/;

function allowListProblem(text: string, checkNames: (names: readonly string[]) => void): string | undefined {
  if (!NAMES.test(text)) return undefined;
  try {
    checkNames(toNames(text));
    return undefined;
  } catch (error) {
    if (isEntityError(error)) return error.message;
    throw error;
  }
}
