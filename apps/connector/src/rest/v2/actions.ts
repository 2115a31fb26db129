import { type Action, describeAction } from '@twilio-connector/entities';
import type { Catalog } from '../../runtime/runtime.js';
import { pageOf, pageParameters } from '../page.js';
import { enumParameter, type RestRequest } from '../request.js';

const LIST_VIEWS = ['ACTION_VIEW_UNSPECIFIED', 'ACTION_VIEW_BASIC', 'ACTION_VIEW_FULL'];
const GET_VIEWS = ['ACTION_SCHEMA_VIEW_UNSPECIFIED', 'ACTION_SCHEMA_VIEW_BASIC', 'ACTION_SCHEMA_VIEW_ENRICHED'];

/** `actions.list`: BASIC is the names, FULL (the default) what `actions.get` answers. */
export function listActions(catalog: Catalog, { query }: RestRequest) {
  const isBasic = enumParameter(query, 'view', LIST_VIEWS) === 'ACTION_VIEW_BASIC';
  const { items, nextPageToken } = pageOf(Object.values(catalog.actions.catalog), pageParameters(query));
  return {
    actions: items.map((action) => (isBasic ? { name: action.name } : toBasic(action))),
    ...(nextPageToken && { nextPageToken }),
  };
}

/** `actions.get`: BASIC (the default) is the schema, ENRICHED adds what Google has no words for. */
export function getAction(catalog: Catalog, { params, query }: RestRequest) {
  const isEnriched = enumParameter(query, 'view', GET_VIEWS) === 'ACTION_SCHEMA_VIEW_ENRICHED';
  const action = catalog.actions.find(params.actionsId ?? '');
  return isEnriched ? toEnriched(action) : toBasic(action);
}

function toBasic(action: Action) {
  const { inputParameters: all, ...schema } = toEnriched(action);
  const inputParameters = all.map((input) => ({ ...input, additionalDetails: undefined }));
  return { ...schema, inputParameters, metadata: undefined };
}

function toEnriched(action: Action) {
  const description = describeAction(action);
  const { docs, consequence, isIdempotent, spendsMoney, isDestructive, isOffByDefault, ...schema } = description;
  const twilio = { docs, consequence, isIdempotent, spendsMoney, isDestructive, isOffByDefault };
  return { ...schema, metadata: { twilio } };
}
