import { connectionIdViolations } from './connection-id.js';
import { connectorVersion } from './connector-version.js';
import { toConnectionError } from '../violations/connection-error.js';
import { toFieldViolation } from '../violations/field-violation.js';
import { shapeOf } from '../violations/json-shape.js';

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
  /** A number, `latest`, or an alias. */
  readonly version: string;
}

const CONNECTION = 'projects/{project}/locations/{location}/connections/{connection}';
const SECRET_VERSION = 'projects/{project}/secrets/{secret}/versions/{version}';
const CONNECTOR_VERSION =
  'projects/{project}/locations/global/providers/{provider}/connectors/{connector}/versions/{version}';

/** An id or a number of a project, with its domain where it has one (`example.com:project`). */
const PROJECT = /^(?:[a-z0-9][a-z0-9.-]{0,62}:)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const LOCATION = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets/create */
const SECRET = /^[\w-]{1,255}$/;
const VERSION = /^(?:[1-9]\d{0,18}|[A-Za-z][\w-]{0,62})$/;

const INVALID_PROJECT = 'has a project id that cannot be one; give lower-case letters, digits and hyphens, or a number';

/** @throws ConnectionError `INVALID_RESOURCE_NAME`, with a violation of `name` for each rule that is broken */
export function parseConnectionName(name: string): ConnectionName {
  const breaches = connectionNameViolations(name);
  const [project, location, connection] = partsOf(name, CONNECTION) ?? [];
  if (breaches.length === 0 && project !== undefined && location !== undefined && connection !== undefined) {
    return { project, location, connection };
  }
  const violations = breaches.map((breach) => toFieldViolation(['name'], breach));
  throw toConnectionError('INVALID_RESOURCE_NAME', 'This is no name of a connection', violations);
}

/** The inverse of `parseConnectionName`. The parts are taken as they are. */
export function formatConnectionName({ project, location, connection }: ConnectionName): string {
  return `projects/${project}/locations/${location}/connections/${connection}`;
}

/** @throws ConnectionError `INVALID_RESOURCE_NAME`; the name, which may be a secret in the wrong place, is not repeated */
export function parseSecretVersionName(name: string): SecretVersionName {
  const [project, secret, version] = partsOf(name, SECRET_VERSION) ?? [];
  const breach = secretVersionViolation(name);
  if (breach === undefined && project !== undefined && secret !== undefined && version !== undefined) {
    return { project, secret, version };
  }
  const violations = [toFieldViolation(['secretVersion'], breach ?? '')];
  throw toConnectionError('INVALID_RESOURCE_NAME', 'This is no name of a secret version', violations);
}

/** What is wrong with the name of a connection. */
export function connectionNameViolations(name: string): string[] {
  const [project, location, connection] = partsOf(name, CONNECTION) ?? [];
  if (project === undefined || location === undefined || connection === undefined) {
    return [`is ${shapeOf(name)} of another form; give ${CONNECTION}`];
  }
  const breaches = connectionIdViolations(connection);
  if (!LOCATION.test(location)) {
    breaches.unshift('has a location id that cannot be one; give a region such as us-central1, or local');
  }
  if (!PROJECT.test(project)) breaches.unshift(INVALID_PROJECT);
  return breaches;
}

/** What is wrong with the name of a connector version. Any provider's is served: Google's exports differ there. */
export function connectorVersionViolations(name: string): string[] {
  const [project, provider, connector, version] = partsOf(name, CONNECTOR_VERSION) ?? [];
  if (project === undefined || provider === undefined) {
    return [`is ${shapeOf(name)} of another form; give ${CONNECTOR_VERSION}`];
  }
  const breaches = PROJECT.test(project) ? [] : [INVALID_PROJECT];
  if (connector !== connectorVersion.connector) {
    breaches.push(`is of a connector that this build does not have; give connectors/${connectorVersion.connector}`);
  }
  if (version !== connectorVersion.version) {
    breaches.push(`is of a version that this build does not have; give versions/${connectorVersion.version}`);
  }
  return breaches;
}

/** What is wrong with a reference to a secret. Says nothing of the text but its length. */
export function secretVersionViolation(name: string): string | undefined {
  const [project, secret, version] = partsOf(name, SECRET_VERSION) ?? [];
  const isReference = PROJECT.test(project ?? '') && SECRET.test(secret ?? '') && VERSION.test(version ?? '');
  if (isReference) return undefined;
  return `is ${shapeOf(name)}, and no reference to a secret; keep the secret itself elsewhere and give ${SECRET_VERSION}`;
}

/** The parts of a name that stand in braces in its form; undefined when the name has another form. */
function partsOf(name: string, form: string): string[] | undefined {
  const [given, due] = [name.split('/'), form.split('/')];
  if (given.length !== due.length) return undefined;
  const isVariable = (index: number): boolean => due[index]?.startsWith('{') ?? false;
  if (!given.every((part, index) => isVariable(index) || part === due[index])) return undefined;
  return given.filter((_, index) => isVariable(index));
}
