import type { ActionCatalog, Actions } from './action-operations.js';
import { actions as builtIn } from './actions/index.js';
import { planAction, resultOf } from './engine/action.js';
import { allowedActions } from './engine/allow.js';
import { toBase64 } from './engine/bytes.js';
import { toMetadata } from './engine/explain.js';
import { compileReader } from './engine/read.js';
import { createRunner, type Row, type Runner } from './engine/runner.js';
import type { CallOptions, Download, DownloadPort, Send, TwilioRequest } from './engine/send.js';
import { EntityError } from './errors.js';
import type { Action } from './model/index.js';

/** What the actions stand on. */
export interface ActionsOptions {
  readonly send: Send;
  /** For the actions that answer bytes; without it they are refused. */
  readonly download?: DownloadPort;
  /**
   * The names of the actions that are allowed; `DEFAULT` stands for those that are on anyway, `*` for all. Default: `DEFAULT`.
   * The catalog shows no other.
   */
  readonly allow?: readonly string[];
}

/** Makes the actions of a catalog (the built-in one by default) over a way to reach Twilio. */
export function createActions<const C extends ActionCatalog = typeof builtIn>(
  options: ActionsOptions & { readonly catalog?: C },
): Actions<C>;
export function createActions(options: ActionsOptions & { readonly catalog?: ActionCatalog }): AnyActions {
  const { catalog: declared = builtIn, send, allow } = options;
  const catalog = allowedActions<ActionCatalog>(declared, allow);
  const find = (named: string | Action): Action => {
    const action = typeof named === 'string' ? findAction(declared, named) : named;
    if (catalog[action.name] || !Object.hasOwn(declared, action.name)) return action;
    const message = `${action.name} is not allowed by this connection; add it to its allow-list of actions.`;
    throw new EntityError('ACTION_NOT_ALLOWED', message);
  };
  const download = (action: Action, request: TwilioRequest, callOptions: CallOptions): Promise<Download> => {
    if (options.download && action.answersBytes) return options.download(request, callOptions);
    const problem = action.answersBytes ? 'needs a way to download bytes, which there is none' : 'answers no bytes';
    throw new EntityError('UNSUPPORTED_OPERATION', `${action.name} ${problem}.`);
  };
  return {
    catalog,
    find,
    validateOnly: (named, parameters) => planAction(find(named), parameters),
    async download(named, parameters, callOptions = {}) {
      const action = find(named);
      return download(action, planAction(action, parameters), callOptions);
    },
    async execute(named, parameters, callOptions = {}) {
      const action = find(named);
      const request = planAction(action, parameters);
      if (action.answersBytes) {
        const { body, contentType, attempts } = await download(action, request, callOptions);
        const result = { Content: await toBase64(body), ContentType: contentType ?? null };
        return { results: [result], metadata: { requests: attempts, pushed: [], residual: [], warnings: [] } };
      }
      const result = resultOf(action);
      const runner = createRunner(result, compileReader(result), { send, options: callOptions });
      const { status, body } = await runner.send(request);
      if (action.answersWhole)
        return { results: [{ Status: status, Body: withhold(body, action) ?? null }], metadata: toMetadata(runner) };
      return { results: toResults(action, body, runner.readerOf(request)), metadata: toMetadata(runner) };
    },
  };
}

function findAction(actions: ActionCatalog, name: string): Action {
  const found = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (found) return found;
  const names = Object.keys(actions).join(', ');
  const hint = names ? `There are: ${names}.` : 'There is none.';
  throw new EntityError('UNKNOWN_ACTION', `There is no action ${JSON.stringify(name)}. ${hint}`);
}

function toResults(action: Action, body: unknown, read: ReturnType<Runner['readerOf']>): readonly Row[] {
  if (action.method === 'DELETE') return [];
  const answered = action.collection === undefined ? [body] : (body as Row | undefined)?.[action.collection];
  if (Array.isArray(answered) && answered.every(isRecord)) return answered.map(read);
  const message = `Twilio's answer to ${action.name} holds no result.`;
  // What was answered so was carried out, as far as anybody can tell.
  throw action.method === 'GET'
    ? new EntityError('UNREADABLE_ANSWER', message)
    : new EntityError(
        'OUTCOME_UNKNOWN',
        `${message} It may or may not have been carried out: look before it is sent again.`,
      );
}

/** What is shown of an answer as it is. */
function withhold(value: unknown, action: Action): unknown {
  if (Array.isArray(value)) return value.map((item) => withhold(item, action));
  if (!isRecord(value)) return value;
  const shown = Object.entries(value).filter(([name]) => !action.withholds?.test(name));
  return Object.fromEntries(shown.map(([name, item]) => [name, withhold(item, action)]));
}

function isRecord(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `Actions` without its types, as the interpreter sees them. */
interface AnyActions {
  readonly catalog: ActionCatalog;
  find(name: string): Action;
  execute(
    named: string | Action,
    parameters: unknown,
    options?: CallOptions,
  ): Promise<{ readonly results: readonly Row[]; readonly metadata: ReturnType<typeof toMetadata> }>;
  download(named: string | Action, parameters: unknown, options?: CallOptions): Promise<Download>;
  validateOnly(named: string | Action, parameters: unknown): TwilioRequest;
}
