import { ConnectorError } from '../errors.js';

/** A resource that can have a policy: a project or one of its connections. */
export interface PolicyResource {
  /** `projects/{project}` */
  readonly project: string;
  /** The full resource name, if it is a connection. */
  readonly connection: string | undefined;
}

const RESOURCE = /^(projects\/[^/]+)(\/locations\/[^/]+\/connections\/[^/]+)?$/;

/** Parses the resource name of a project or connection. Returns undefined for any other name. */
export function parsePolicyResource(name: string): PolicyResource | undefined {
  const [, project, connection] = RESOURCE.exec(name) ?? [];
  return project === undefined ? undefined : { project, connection: connection === undefined ? undefined : name };
}

/**
 * The resource that a path is about: its connection, or else its project. `''` for paths outside projects, which only the
 * administrator may call.
 *
 * @param params the decoded path parameters
 * @throws ConnectorError INVALID_ARGUMENT for an id that is empty or has a slash, which would make it name another resource
 */
export function resourceOfPath(params: Readonly<Record<string, string>>): string {
  const { projectsId, locationsId = '', connectionsId } = params;
  if (projectsId === undefined) return '';
  const name =
    connectionsId === undefined
      ? `projects/${projectsId}`
      : `projects/${projectsId}/locations/${locationsId}/connections/${connectionsId}`;
  const parsed = parsePolicyResource(name);
  if (parsed && (parsed.connection === undefined) === (connectionsId === undefined)) return name;
  const message = 'The ids of a project, location and connection must not be empty or contain a slash.';
  throw new ConnectorError('INVALID_ARGUMENT', message, { reason: 'INVALID_PATH' });
}

/** A policy or a call for a connection that does not exist. */
export function unknownConnection(name: string): ConnectorError {
  const message = `There is no connection ${JSON.stringify(name)}. Use connections.list to list the connections.`;
  return new ConnectorError('NOT_FOUND', message, { reason: 'UNKNOWN_CONNECTION' });
}
