import { toConnectionError } from '../violations/connection-error.js';
import { toFieldViolation } from '../violations/field-violation.js';
import { shapeOf } from '../violations/json-shape.js';
import { connectionIdProblems } from './connection-id.js';
import { connectorVersion } from './connector-version.js';

/** The parts of `projects/{project}/locations/{location}/connections/{connection}`. */
export interface ConnectionName {
  readonly project: string;
  readonly location: string;
  readonly connection: string;
}

/** The parts of `projects/{project}/secrets/{secret}/versions/{version}`. */
export interface SecretVersionName {
  readonly project: string;
  readonly secret: string;
  /** A number, `latest` or an alias. */
  readonly version: string;
}

/** Format of a connection's name. */
export const CONNECTION_NAME = 'projects/{project}/locations/{location}/connections/{connection}';
/** Format of a secret version's name. */
export const SECRET_VERSION_NAME = 'projects/{project}/secrets/{secret}/versions/{version}';
/** Format of a connector version's name. */
export const CONNECTOR_VERSION_NAME =
  'projects/{project}/locations/global/providers/{provider}/connectors/{connector}/versions/{version}';

/** A project id or number; an id may have a domain prefix (`example.com:project`). */
const PROJECT = /^(?:[a-z0-9][a-z0-9.-]{0,62}:)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const LOCATION = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets/create */
const SECRET = /^[\w-]{1,255}$/;
const VERSION = /^(?:[1-9]\d{0,18}|[A-Za-z][\w-]{0,62})$/;

const INVALID_PROJECT = 'has an invalid project id; use lowercase letters, digits and hyphens, or a project number';

/** @throws ConnectionError `INVALID_RESOURCE_NAME`, with a violation of `name` for each broken rule */
export function parseConnectionName(name: string): ConnectionName {
  const problems = connectionNameProblems(name);
  const [project, location, connection] = variableParts(name, CONNECTION_NAME) ?? [];
  if (problems.length === 0 && project !== undefined && location !== undefined && connection !== undefined) {
    return { project, location, connection };
  }
  const violations = problems.map((problem) => toFieldViolation(['name'], problem));
  throw toConnectionError('INVALID_RESOURCE_NAME', 'The connection name is not valid', violations);
}

/** The inverse of `parseConnectionName`. Does not validate the parts. */
export function formatConnectionName({ project, location, connection }: ConnectionName): string {
  return `projects/${project}/locations/${location}/connections/${connection}`;
}

/** @throws ConnectionError `INVALID_RESOURCE_NAME`, which does not repeat the name: it may be a secret in the wrong place */
export function parseSecretVersionName(name: string): SecretVersionName {
  const [project, secret, version] = variableParts(name, SECRET_VERSION_NAME) ?? [];
  const problem = secretVersionProblem(name);
  if (problem === undefined && project !== undefined && secret !== undefined && version !== undefined) {
    return { project, secret, version };
  }
  const violations = [toFieldViolation(['secretVersion'], problem ?? '')];
  throw toConnectionError('INVALID_RESOURCE_NAME', 'The secret version name is not valid', violations);
}

/** One problem for each rule that a connection's name breaks. */
export function connectionNameProblems(name: string): string[] {
  const [project, location, connection] = variableParts(name, CONNECTION_NAME) ?? [];
  if (project === undefined || location === undefined || connection === undefined) {
    return [`is ${shapeOf(name)} in the wrong format; expected ${CONNECTION_NAME}`];
  }
  const problems = connectionIdProblems(connection);
  if (!LOCATION.test(location)) {
    problems.unshift('has an invalid location id; use a region such as us-central1, or local');
  }
  if (!PROJECT.test(project)) problems.unshift(INVALID_PROJECT);
  return problems;
}

/** One problem for each rule that a connector version's name breaks. Any provider id is valid, since Google's exports differ. */
export function connectorVersionProblems(name: string): string[] {
  const [project, provider, connector, version] = variableParts(name, CONNECTOR_VERSION_NAME) ?? [];
  if (project === undefined || provider === undefined) {
    return [`is ${shapeOf(name)} in the wrong format; expected ${CONNECTOR_VERSION_NAME}`];
  }
  const problems = PROJECT.test(project) ? [] : [INVALID_PROJECT];
  if (connector !== connectorVersion.connector) {
    problems.push(`names an unknown connector; use connectors/${connectorVersion.connector}`);
  }
  if (version !== connectorVersion.version) {
    problems.push(`names an unknown connector version; use versions/${connectorVersion.version}`);
  }
  return problems;
}

/** The problem with an invalid secret reference. It reveals only the length, since the text may be the secret itself. */
export function secretVersionProblem(name: string): string | undefined {
  const [project, secret, version] = variableParts(name, SECRET_VERSION_NAME) ?? [];
  const isReference = PROJECT.test(project ?? '') && SECRET.test(secret ?? '') && VERSION.test(version ?? '');
  if (isReference) return undefined;
  return `is ${shapeOf(name)}, not a reference to a secret; store the secret elsewhere and use its name: ${SECRET_VERSION_NAME}`;
}

/** The parts of a name where its format has braces; undefined when the name does not match the format. */
function variableParts(name: string, format: string): string[] | undefined {
  const [actual, expected] = [name.split('/'), format.split('/')];
  if (actual.length !== expected.length) return undefined;
  const isVariable = (index: number): boolean => expected[index]?.startsWith('{') ?? false;
  if (!actual.every((part, index) => isVariable(index) || part === expected[index])) return undefined;
  return actual.filter((_, index) => isVariable(index));
}
