import type { CallMetadata, Download, TwilioRequest } from '@twilio-connector/entities';
import type { Runtime } from '../../runtime/runtime.js';
import type { OperationContext } from '../call.js';
import { entityOfAction } from './entity-names.js';
import type { Row } from './reads.js';

type Actions = Pick<Runtime, 'actions'>;

/** An action and its parameters. */
export interface ActionRequest {
  readonly action: string;
  readonly parameters: Row;
  /** Checks everything and sends nothing. */
  readonly isDryRun?: boolean | undefined;
}

/** The result of an action. */
export type ActionOutcome =
  | { readonly kind: 'done'; readonly results: readonly Row[]; readonly metadata: CallMetadata }
  | { readonly kind: 'dry run'; readonly request: TwilioRequest };

/** Executes an action with one request to Twilio. The signal only ends actions that read. */
export async function executeAction(
  { actions }: Actions,
  { action: name, parameters, isDryRun }: ActionRequest,
  { onSubject, origin, onAttempt, signal, reserve }: OperationContext,
): Promise<ActionOutcome> {
  const action = actions.find(name);
  if (isDryRun) return { kind: 'dry run', request: actions.validateOnly(action, parameters) };
  const subject = { operation: 'EXECUTE', action: action.name } as const;
  onSubject(subject, { parameters });
  const request = actions.validateOnly(action, parameters);
  onSubject({ ...subject, entity: entityOfAction(request) }, { parameters });
  const options = { origin, onAttempt, reserve, ...(action.method === 'GET' && { signal }) };
  const { results, metadata } = await actions.execute(action, parameters, options);
  onSubject({ ...subject, entity: entityOfAction(request, results[0]) }, { parameters });
  return { kind: 'done', results, metadata };
}

/** Downloads the file that an action returns, as a stream. */
export function downloadFile(
  { actions }: Actions,
  { action: name, parameters }: ActionRequest,
  { onSubject, origin, onAttempt, signal }: OperationContext,
): Promise<Download> {
  const action = actions.find(name);
  onSubject({ operation: 'EXECUTE', action: action.name }, { parameters });
  return actions.download(action, parameters, { origin, onAttempt, signal });
}
