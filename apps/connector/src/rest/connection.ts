import { parseConnectionName } from '@twilio-connector/connection';
import type { Runtime } from '../runtime.js';
import { RestError } from './errors.js';

type Params = Readonly<Record<string, string>>;

/** The resource name of the connection that a path names. */
export function connectionNameOf({ projectsId, locationsId, connectionsId }: Params): string {
  return `projects/${projectsId}/locations/${locationsId}/connections/${connectionsId}`;
}

/**
 * Checks that what is asked for is the one connection of this server, in any project, and that it takes calls.
 *
 * @throws RestError NOT_FOUND, or FAILED_PRECONDITION while it is suspended
 */
export function checkConnection(
  { connection }: Runtime,
  asked: { readonly location: string | undefined; readonly connection: string | undefined },
  isAnsweredWhenSuspended: boolean,
): void {
  const ours = parseConnectionName(connection.name);
  if (asked.location !== ours.location || asked.connection !== ours.connection) {
    const message = `There is no connection ${JSON.stringify(asked.connection)} in location ${JSON.stringify(asked.location)}.`;
    const hint = `There is: projects/{project}/locations/${ours.location}/connections/${ours.connection}.`;
    throw new RestError('NOT_FOUND', `${message} ${hint}`, { reason: 'UNKNOWN_CONNECTION' });
  }
  if (connection.suspended && !isAnsweredWhenSuspended) {
    throw new RestError('FAILED_PRECONDITION', 'The connection is suspended; resume it first.', {
      reason: 'SUSPENDED',
    });
  }
}
