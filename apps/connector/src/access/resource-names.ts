import { ConnectorError } from '../errors.js';

/** What policies are attached to: a project, or a connection of it. */
export interface PolicyResource {
  /** `projects/{project}` */
  readonly project: string;
  /** The whole name of the connection, when it is one. */
  readonly connection: string | undefined;
}

const RESOURCE = /^(projects\/[^/]+)(\/locations\/[^/]+\/connections\/[^/]+)?$/;

/** Takes the name of a project or a connection apart; undefined for any other. */
export function parsePolicyResource(name: string): PolicyResource | undefined {
  const [, project, connection] = RESOURCE.exec(name) ?? [];
  return project === undefined ? undefined : { project, connection: connection === undefined ? undefined : name };
}

/**
 * What a path is about: its connection, or else its project; `''` for what is of no project, and the administrator's.
 *
 * @param params the path's parameters, decoded
 * @throws ConnectorError INVALID_ARGUMENT for an id with a slash: it would make the name of one resource read as another's
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
  throw new ConnectorError('INVALID_ARGUMENT', 'The ids of a project, a location and a connection hold no slash.', {
    reason: 'INVALID_PATH',
  });
}
