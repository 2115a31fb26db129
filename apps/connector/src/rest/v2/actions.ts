import { type Action, describeAction } from '@twilio-connector/entities';
import { actionAccess } from '../../access/permissions.js';
import { runAction } from '../../queries/run-action.js';
import { objectMember } from '../body.js';
import { defineMethod } from '../method.js';
import { PAGE, pageOf } from '../page.js';
import { flag, oneOf } from '../parameters.js';
import { connectionNameOf } from '../resource-names.js';
import { EXECUTION_CONFIG } from './execution-config.js';

const LIST_VIEWS = ['ACTION_VIEW_UNSPECIFIED', 'ACTION_VIEW_BASIC', 'ACTION_VIEW_FULL'];
const GET_VIEWS = ['ACTION_SCHEMA_VIEW_UNSPECIFIED', 'ACTION_SCHEMA_VIEW_BASIC', 'ACTION_SCHEMA_VIEW_ENRICHED'];

/** The BASIC view contains only names. The FULL view (the default) contains the same as `actions.get`. */
export const list = defineMethod({
  id: 'v2.connections.actions.list',
  permission: 'connectors.actions.list',
  audit: 'ADMIN_READ',
  on: 'activeCatalog',
  parameters: { ...PAGE, ...EXECUTION_CONFIG, view: oneOf(LIST_VIEWS) },
  handle({ actions }, { query }) {
    const { items, ...page } = pageOf(Object.values(actions.catalog), query);
    const isBasic = query.view === 'ACTION_VIEW_BASIC';
    return { actions: items.map((action) => (isBasic ? { name: action.name } : toBasic(action))), ...page };
  },
});

/** The BASIC view (the default) is the schema. The ENRICHED view adds facts for which Google has no field. */
export const get = defineMethod({
  id: 'v2.connections.actions.get',
  permission: 'connectors.actions.list',
  audit: 'ADMIN_READ',
  on: 'activeCatalog',
  parameters: { ...EXECUTION_CONFIG, view: oneOf(GET_VIEWS) },
  handle({ actions }, { path, query }) {
    const action = actions.find(path.actionsId ?? '');
    return query.view === 'ACTION_SCHEMA_VIEW_ENRICHED' ? toEnriched(action) : toBasic(action);
  },
});

export const execute = defineMethod({
  id: 'v2.connections.actions.execute',
  permission: 'connectors.actions.execute',
  audit: 'DATA_WRITE',
  on: 'runtime',
  // An extension: Google's method has no dry run.
  parameters: { validateOnly: flag() },
  body: ['parameters', 'executionConfig'],
  requirement: async (_services, { path, resource }) => ({
    ...actionAccess(path.actionsId ?? ''),
    resource,
    asked: connectionNameOf(path),
  }),
  async handle(runtime, { path, query, body, ...context }) {
    const parameters = objectMember(body, 'parameters', 'parameters and values');
    const request = { action: path.actionsId ?? '', parameters, isDryRun: query.validateOnly };
    const outcome = await runAction(runtime, request, context);
    if (outcome.kind === 'dry run') {
      return { results: [], metadata: { twilio: { requests: 0, request: outcome.request } } };
    }
    return { results: outcome.results, metadata: { twilio: outcome.metadata } };
  },
});

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
