import { describeConnection } from '@twilio-connector/connection';
import type { Runtime } from '../../runtime.js';
import { enumParameter, type RestRequest } from '../request.js';

const VIEWS = ['CONNECTION_VIEW_UNSPECIFIED', 'BASIC', 'FULL'];

/** `connections.get` */
export function getConnection(runtime: Runtime, { params, query }: RestRequest) {
  enumParameter(query, 'view', VIEWS);
  const { projectsId, locationsId, connectionsId } = params;
  // Any project is accepted; the answer is named as it was asked for.
  const name = `projects/${projectsId}/locations/${locationsId}/connections/${connectionsId}`;
  return { ...describeConnection(runtime.connection), name };
}
