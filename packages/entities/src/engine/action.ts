import type { Action, EntityType } from '../model/index.js';
import { checkInput } from './input.js';
import { planCreate } from './plan.js';
import type { TwilioRequest } from '../model/request.js';

/**
 * Checks an action's parameters and plans its request.
 *
 * @throws EntityError INVALID_INPUT or INVALID_KEY
 */
export function planAction(action: Action, parameters: unknown): TwilioRequest {
  const input = inputOf(action);
  const terms = { call: action.name, target: action.name, item: 'parameter' } as const;
  const checked = checkInput(input, 'CREATE', parameters, terms);
  if (action.plan) return action.plan(checked);
  const { path, form } = planCreate(input, checked);
  const { method, product, constants } = action;
  const values = { ...form, ...constants };
  return {
    method,
    ...(product && { product }),
    // Paths of media have their own suffix or none.
    path: action.answersBytes ? path.replace(/\.json$/, '') : path,
    ...(method === 'GET' && Object.keys(values).length > 0 && { query: values }),
    ...(method === 'POST' && { form: values }),
  };
}

/** Describes the parameters of an action as the input of a CREATE, because the same rules apply. */
function inputOf({ name, description, docs, product, path, inputParameters, needsOneOf }: Action): EntityType {
  const input: EntityType = { name, description, docs, product, path, fields: inputParameters, operations: ['CREATE'] };
  return needsOneOf ? { ...input, createNeedsOneOf: needsOneOf } : input;
}

/** Describes the results of an action as an entity type. */
export function resultOf({ name, description, docs, path, resultMetadata, collection }: Action): EntityType {
  return { name, description, docs, path, fields: resultMetadata, operations: [], ...(collection && { collection }) };
}
