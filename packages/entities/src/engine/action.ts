import type { Action, EntityType } from '../model/index.js';
import { checkInput } from './input.js';
import { planCreate } from './plan.js';
import type { TwilioRequest } from '../model/request.js';

/**
 * Checks an action's parameters and plans its one request.
 *
 * @throws EntityError INVALID_INPUT or INVALID_KEY
 */
export function planAction(action: Action, parameters: unknown): TwilioRequest {
  const input = inputOf(action);
  const words = { call: action.name, taker: action.name, item: 'parameter' } as const;
  const checked = checkInput(input, 'CREATE', parameters, words);
  if (action.plan) return action.plan(checked);
  const { path, form } = planCreate(input, checked);
  const { method, product, constants } = action;
  const values = { ...form, ...constants };
  return {
    method,
    ...(product && { product }),
    // Media have a suffix of their own, or none.
    path: action.answersBytes ? path.replace(/\.json$/, '') : path,
    ...(method === 'GET' && Object.keys(values).length > 0 && { query: values }),
    ...(method === 'POST' && { form: values }),
  };
}

/** The parameters of an action, as what a CREATE takes: the same rules hold. */
function inputOf({ name, description, docs, product, path, inputParameters, needsOneOf }: Action): EntityType {
  const input: EntityType = { name, description, docs, product, path, fields: inputParameters, operations: ['CREATE'] };
  return needsOneOf ? { ...input, createNeedsOneOf: needsOneOf } : input;
}

/** The results of an action, as rows. */
export function resultOf({ name, description, docs, path, resultMetadata, collection }: Action): EntityType {
  return { name, description, docs, path, fields: resultMetadata, operations: [], ...(collection && { collection }) };
}
