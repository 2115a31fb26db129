import { describeConnection } from '@twilio-connector/connection';
import type { Runtime } from '../../runtime.js';
import { connectionNameOf } from '../connection.js';
import { enumParameter, type RestRequest } from '../request.js';

const VIEWS = ['CONNECTION_VIEW_UNSPECIFIED', 'BASIC', 'FULL'];

/** `connections.get` */
export function getConnection(runtime: Runtime, { params, query }: RestRequest) {
  enumParameter(query, 'view', VIEWS);
  // Any project is accepted; the answer is named as it was asked for.
  return { ...describeConnection(runtime.connection), name: connectionNameOf(params) };
}
