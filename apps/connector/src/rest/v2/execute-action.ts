import type { Runtime } from '../../runtime/runtime.js';
import { badRequest, ConnectorError } from '../../errors.js';
import { checkMembers, type RestRequest } from '../request.js';
import { isValidateOnly } from './entity-request.js';

type Parameters = Readonly<Record<string, unknown>>;

/** How an action is executed. */
interface How {
  readonly validateOnly: boolean;
  readonly onAttempt: () => void;
  readonly signal: AbortSignal;
}

/** `actions.execute` */
export function executeAction({ actions }: Runtime, request: RestRequest) {
  checkMembers(request.body, ['parameters', 'executionConfig']);
  const { onAttempt, signal } = request;
  const how = { validateOnly: isValidateOnly(request), onAttempt, signal };
  return runAction(actions, { name: request.params.actionsId ?? '', parameters: readParameters(request) }, how);
}

/** Executes an action: one request to Twilio; what changes something is sent once, and seen through. */
export async function runAction(
  actions: Runtime['actions'],
  { name, parameters }: { readonly name: string; readonly parameters: Parameters },
  { validateOnly, onAttempt, signal }: How,
) {
  const action = actions.find(name);
  if (validateOnly) {
    const request = actions.validateOnly(action, parameters);
    return { results: [], metadata: { twilio: { requests: 0, request } } };
  }
  const options = { onAttempt, ...(action.method === 'GET' && { signal }) };
  const { results, metadata } = await actions.execute(action, parameters, options);
  return { results, metadata: { twilio: metadata } };
}

function readParameters({ body: { parameters = {} } }: RestRequest): Parameters {
  if (typeof parameters === 'object' && parameters !== null && !Array.isArray(parameters)) {
    return parameters as Parameters;
  }
  throw new ConnectorError('INVALID_ARGUMENT', 'The member "parameters" must be an object of parameters and values.', {
    reason: 'INVALID_INPUT',
    details: [badRequest([{ field: 'parameters', description: 'must be an object of parameters and values' }])],
  });
}
