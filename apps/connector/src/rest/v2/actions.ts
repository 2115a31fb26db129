import { describeAction } from '@twilio-connector/entities';
import type { Runtime } from '../../runtime.js';
import { pageOf } from '../page.js';
import { enumParameter, integerParameter, type RestRequest } from '../request.js';

const VIEWS = ['ACTION_VIEW_UNSPECIFIED', 'ACTION_VIEW_BASIC', 'ACTION_VIEW_FULL'];

/** `actions.list` */
export function listActions(runtime: Runtime, { query }: RestRequest) {
  const isBasic = enumParameter(query, 'view', VIEWS) === 'ACTION_VIEW_BASIC';
  const { items, nextPageToken } = pageOf(
    Object.values(runtime.actions.catalog),
    integerParameter(query, 'pageSize'),
    query.get('pageToken'),
  );
  return {
    actions: items.map((action) => (isBasic ? { name: action.name } : describeAction(action))),
    ...(nextPageToken && { nextPageToken }),
  };
}
