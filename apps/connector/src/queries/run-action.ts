import type { CallMetadata, TwilioRequest } from '@twilio-connector/entities';
import type { OperationContext } from '../calls/call.js';
import { type ActionRequest, executeAction } from '../calls/operations/actions.js';
import type { Row } from '../calls/operations/reads.js';
import { invalidParameter } from '../errors.js';
import { executeCustomQuery } from '../runtime/action-catalog.js';
import type { Runtime } from '../runtime/runtime.js';
import { readQueryRequest } from './query-request.js';
import { explainQuery, type QueryPlan, runQuery } from './run-query.js';

/** The result of any action, or what it would do. */
export type RunOutcome =
  | { readonly kind: 'done'; readonly results: readonly Row[]; readonly metadata: Partial<CallMetadata> }
  | { readonly kind: 'dry run'; readonly request: TwilioRequest | QueryPlan };

/** Executes an action of a connection: one request to Twilio, or a query. @throws ConnectorError */
export async function runAction(
  runtime: Runtime,
  asked: ActionRequest,
  context: OperationContext,
): Promise<RunOutcome> {
  const action = runtime.actions.find(asked.action);
  if (action.name !== executeCustomQuery.name) return executeAction(runtime, asked, context);
  checkParameters(asked.parameters);
  const query = readQueryRequest(asked.parameters, 'parameters');
  if (asked.isDryRun) return { kind: 'dry run', request: await explainQuery(runtime, query, context) };
  const { rows: results, ...metadata } = await runQuery(runtime, query, context);
  return { kind: 'done', results, metadata };
}

/** @throws ConnectorError */
function checkParameters(parameters: Row): void {
  const known = Object.keys(executeCustomQuery.inputParameters);
  const unknown = Object.keys(parameters).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw invalidParameter(unknown, `is unknown; ${executeCustomQuery.name} takes ${known.join(', ')}`);
}
