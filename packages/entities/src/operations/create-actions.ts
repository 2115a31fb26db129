import { actions as builtIn } from '../actions/index.js';
import { isJson } from '../data-types/json.js';
import { planAction, resultOf } from '../engine/action.js';
import { allowedActions } from '../engine/allow.js';
import { readBytes } from '../engine/bytes.js';
import { toMetadata } from '../engine/explain.js';
import { bytesOf } from '../engine/memory.js';
import { compileReader } from '../engine/read.js';
import { createRunner, type Row, type Runner } from '../engine/runner.js';
import { EntityError } from '../errors.js';
import type {
  Action,
  ActionCatalog,
  CallMetadata,
  CallOptions,
  Download,
  DownloadPort,
  Send,
  TwilioAnswer,
  TwilioRequest,
  YieldToEventLoop,
} from '../model/index.js';
import { isRecord } from '../record.js';
import { didYouMean } from '../model/did-you-mean.js';
import type { Actions } from './actions.js';

/** The options of `createActionPlans`. */
export interface ActionPlansOptions {
  /**
   * The names of the allowed actions. `DEFAULT` means all actions except those that are off by default; `*` means all. The
   * catalog shows only these. Default: `DEFAULT`.
   */
  readonly allow?: readonly string[];
}

/** The options of `createActions`. */
export interface ActionsOptions extends ActionPlansOptions {
  readonly send: Send;
  /** The port for actions that return bytes. Without it, these actions fail. */
  readonly download?: DownloadPort;
  /** Awaited in the middle of long work on a file. Default: waits for a turn of the event loop. */
  readonly yieldToEventLoop?: YieldToEventLoop;
  /** Makes the `Content` of a result from the chunks of a file, such as to encode it later. Default: text in base64. */
  readonly toContent?: (file: readonly Uint8Array[]) => unknown;
}

/** The part of the actions that needs no port to Twilio, because it sends nothing. */
export type ActionPlans<C extends ActionCatalog> = Pick<Actions<C>, 'catalog' | 'find' | 'validateOnly'>;

/** Creates the catalog of actions and the checks of their parameters, without a port to Twilio. */
export function createActionPlans<const C extends ActionCatalog = typeof builtIn>(
  options?: ActionPlansOptions & { readonly catalog?: C },
): ActionPlans<C>;
export function createActionPlans({
  catalog: declared = builtIn,
  allow,
}: ActionPlansOptions & { readonly catalog?: ActionCatalog } = {}) {
  const catalog = allowedActions<ActionCatalog>(declared, allow);
  const find = createFind(declared, catalog);
  return {
    catalog,
    find: (name: string): Action => find(name),
    validateOnly: (named: string | Action, parameters: unknown): TwilioRequest => planAction(find(named), parameters),
  };
}

/** Creates the actions of a catalog (the built-in one by default) over a port to Twilio. */
export function createActions<const C extends ActionCatalog = typeof builtIn>(
  options: ActionsOptions & { readonly catalog?: C },
): Actions<C>;
export function createActions(options: ActionsOptions & { readonly catalog?: ActionCatalog }) {
  const { catalog: declared = builtIn, send, yieldToEventLoop, toContent = toBase64 } = options;
  const plans = createActionPlans(options);
  const find = createFind(declared, plans.catalog);
  const download = (action: Action, request: TwilioRequest, callOptions: CallOptions): Promise<Download> => {
    if (options.download && action.answersBytes) return options.download(request, callOptions);
    const problem = action.answersBytes ? 'requires a download port' : 'does not return bytes';
    throw new EntityError('UNSUPPORTED_OPERATION', `${action.name} ${problem}.`);
  };
  return {
    ...plans,
    async download(named: string | Action, parameters: unknown, callOptions: CallOptions = {}): Promise<Download> {
      const action = find(named);
      return download(action, planAction(action, parameters), callOptions);
    },
    async execute(named: string | Action, parameters: unknown, callOptions: CallOptions = {}): Promise<Answer> {
      const action = find(named);
      const request = planAction(action, parameters);
      if (action.answersBytes) {
        const { body, contentType, attempts } = await download(action, request, callOptions);
        const content = toContent(await readBytes(body, { reserve: callOptions.reserve, yieldToEventLoop }));
        const result = { Content: content, ContentType: contentType ?? null };
        return { results: [result], metadata: { requests: attempts, pushed: [], residual: [], warnings: [] } };
      }
      const result = resultOf(action);
      const runner = createRunner(result, compileReader(result), { send, yieldToEventLoop, options: callOptions });
      const { status, body } = await runner.send(request);
      const results = toResults(action, { status, body }, runner.readerOf(request));
      if (!results) throw unreadable(action, request);
      // A refusal after a write would suggest that it was not carried out.
      if (request.method === 'GET') callOptions.reserve?.({ held: bytesOf(results), expected: 0 });
      return { results, metadata: toMetadata(runner) };
    },
  };
}

function toBase64(file: readonly Uint8Array[]): string {
  return Buffer.concat(file).toString('base64');
}

/** Finds an action, which must be allowed if the catalog declares it. */
function createFind(declared: ActionCatalog, catalog: ActionCatalog): (named: string | Action) => Action {
  return (named) => {
    const action = typeof named === 'string' ? findAction(declared, named) : named;
    if (catalog[action.name] || !Object.hasOwn(declared, action.name)) return action;
    const message = `This connection does not allow the action ${action.name}. Add it to its allow-list of actions.`;
    throw new EntityError('ACTION_NOT_ALLOWED', message);
  };
}

function findAction(actions: ActionCatalog, name: string): Action {
  const found = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (found) return found;
  const names = Object.keys(actions);
  const known = names.length > 0 ? ` Known actions: ${names.join(', ')}.` : ' The catalog has no actions.';
  throw new EntityError('UNKNOWN_ACTION', `Unknown action ${JSON.stringify(name)}.${didYouMean(name, names) || known}`);
}

/** The results in Twilio's answer; undefined if the answer cannot be read. */
function toResults(
  action: Action,
  { status, body }: Pick<TwilioAnswer, 'status' | 'body'>,
  read: ReturnType<Runner['readerOf']>,
): readonly Row[] | undefined {
  if (action.answersWhole) {
    if (body !== undefined && !isJson(body)) return undefined;
    return [{ Status: status, Body: withhold(body, action) ?? null }];
  }
  if (action.method === 'DELETE') return [];
  const answered = action.collection === undefined ? [body] : (body as Row | undefined)?.[action.collection];
  return Array.isArray(answered) && answered.every(isRecord) ? answered.map(read) : undefined;
}

function unreadable({ name }: Action, { method }: TwilioRequest): EntityError {
  const message = `Twilio's response to ${name} does not contain a result that can be read.`;
  if (method === 'GET') return new EntityError('UNREADABLE_ANSWER', message);
  // Twilio accepted the request, so it may have been carried out.
  return new EntityError(
    'OUTCOME_UNKNOWN',
    `${message} The outcome is unknown: check whether the action took effect before you repeat it.`,
  );
}

/** Removes the properties that the action withholds, at any depth. */
function withhold(value: unknown, action: Action): unknown {
  if (Array.isArray(value)) return value.map((item) => withhold(item, action));
  if (!isRecord(value)) return value;
  const shown = Object.entries(value).filter(([name]) => !action.withholds?.test(name));
  return Object.fromEntries(shown.map(([name, item]) => [name, withhold(item, action)]));
}

/** The answer of an action whose declaration is known at run time only. */
interface Answer {
  readonly results: readonly unknown[];
  readonly metadata: CallMetadata;
}
