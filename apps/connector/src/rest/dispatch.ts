import type { Authorize } from '../access/authorize.js';
import type { Authenticate } from '../access/authenticate.js';
import type { Caller } from '../access/caller.js';
import { isAuditedWrite, type MethodAccess, type RequiredPermission } from '../access/permissions.js';
import { resourceOfPath } from '../access/resource-names.js';
import type { Idempotency } from '../idempotency/idempotency.js';
import { toFailure } from '../calls/failure.js';
import { type Answer, toErrorAnswer } from './answer.js';
import { ConnectorError, invalidParameter } from '../errors.js';
import { AUTHORIZE_BODY, CATALOG_METHODS, RUNTIME_METHODS, SERVER_METHODS, VALIDATING_METHODS } from './methods.js';
import { notBuilt } from './not-built.js';
import { booleanParameter, checkParameters, type RestRequest } from './request.js';
import { resourceOf } from './resource-of.js';
import { checkTarget, findRoute, type Route } from './router.js';
import type { Services } from './services.js';

/** What a request of the API goes through. */
export interface Gates {
  readonly services: Services;
  readonly authenticate: Authenticate;
  readonly authorize: Authorize;
  readonly idempotency: Idempotency;
  /** True once the server stops: new work is refused with 503. */
  readonly isStopping: () => boolean;
}

/** A request as it arrived. */
export interface Arrival {
  readonly httpMethod: string;
  /** The target as it was sent: what it was parsed into no longer shows its dots. */
  readonly target: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly remoteAddress: string | undefined;
  readonly readBody: () => Promise<Record<string, unknown>>;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
}

/** What becomes known of a call on its way, for the log, the metrics and the audit. */
export interface CallRecord {
  methodId: string;
  access?: MethodAccess;
  caller?: Caller;
  /** What the request's body asked for, where the method alone does not tell. */
  permission?: RequiredPermission;
  /** The connection or the project that it is about. */
  resource?: string;
  twilioRequests: number;
  failure?: unknown;
}

// The Connectors task's own time limit (https://cloud.google.com/application-integration/docs/quotas).
const CALL_DEADLINE_MS = 180_000;

/** After these nobody can say that nothing was done. */
const UNSURE_CODES: readonly string[] = ['UNKNOWN', 'INTERNAL'];

/** Answers one request: who may not come in learns neither which paths nor which connections there are. */
export async function dispatch(arrival: Arrival, call: CallRecord, gates: Gates): Promise<Answer> {
  const { services, authorize } = gates;
  const { pathname, searchParams: query } = arrival.url;
  const { caller, route } = await enter(arrival, call, gates);
  const { id, access } = route.method;
  const permit = async () => {
    call.resource = await resourceOf(route, services.connections);
    await authorize(caller, access.permission, call.resource, resourceOfPath(route.params));
  };
  await permit();
  const body = await arrival.readBody();
  checkValidateOnly(route, query);
  const request = {
    params: route.params,
    query,
    body,
    caller,
    get resource() {
      return call.resource ?? '';
    },
    async authorize(permission: RequiredPermission, resource: string, asked?: string) {
      Object.assign(call, { permission, resource });
      await authorize(caller, permission, resource, asked);
    },
    onAttempt: () => {
      call.twilioRequests += 1;
    },
  };
  /** Asked again before anything is done: what came before, such as a slow body, may have seen others come to be allowed. */
  const permitWhole = async () => {
    await permit();
    await AUTHORIZE_BODY[id]?.(services, request);
  };
  const carryOut = async () => {
    await permitWhole();
    const { resource } = request;
    return withDeadline(arrival.signal, (signal) => handle(id, { ...request, resource, signal }, services));
  };
  const { idempotencyKey: key } = arrival;
  if (key === undefined || !isAuditedWrite(access.audit) || booleanParameter(query, 'validateOnly')) {
    return { status: 200, body: await carryOut() };
  }
  // An answer that is kept is for who may still make the call.
  await permitWhole();
  const keyed = { caller: caller.member, key, request: [arrival.httpMethod, pathname, significant(query), body] };
  const answer = await gates.idempotency.once(keyed, () => toRecord(carryOut, arrival.signal, call));
  if (!answer.isRepeated) return answer;
  // Nothing was done this time.
  call.access = { ...access, audit: 'DATA_READ' };
  return { ...answer, headers: { 'Idempotent-Replayed': 'true' } };
}

/** Who calls which method. */
async function enter({ target, url, httpMethod, ...arrival }: Arrival, call: CallRecord, gates: Gates) {
  const { pathname, searchParams: query } = url;
  if (gates.isStopping()) {
    const message = 'The connector is stopping; send this to another process.';
    throw new ConnectorError('UNAVAILABLE', message, { reason: 'STOPPING' });
  }
  checkTarget(target);
  const caller = await gates.authenticate(arrival.authorization, query, arrival.remoteAddress);
  call.caller = caller;
  checkParameters(query);
  const alt = query.get('alt') || 'json';
  if (alt !== 'json') {
    throw new ConnectorError('INVALID_ARGUMENT', `alt=${JSON.stringify(alt)} is not served; only alt=json is.`);
  }
  const route = findRoute(httpMethod, pathname);
  call.methodId = route.method.id;
  call.access = route.method.access;
  return { caller, route };
}

/** A write that cannot be checked alone is not made instead. */
function checkValidateOnly({ method: { id, access } }: Route, query: URLSearchParams): void {
  if (!isAuditedWrite(access.audit) || !booleanParameter(query, 'validateOnly')) return;
  if (VALIDATING_METHODS.includes(id)) return;
  throw invalidParameter('validateOnly', 'is not served by this method, which would do what it is asked; leave it out');
}

/** Google's parameters that change nothing of what is done. */
const INSIGNIFICANT = new Set(['alt', 'prettyPrint', 'key', 'quotaUser', '$.xgafv', 'fields']);

function significant(query: URLSearchParams): string {
  const parameters = new URLSearchParams([...query].filter(([name]) => !INSIGNIFICANT.has(name)));
  parameters.sort();
  return parameters.toString();
}

/** Whether a call changes something, or may have: of some methods only their body tells. */
export function isWrite({ access, permission }: CallRecord): boolean {
  const isRead = permission !== undefined && /\.(?:list|get)$/.test(permission);
  return access !== undefined && isAuditedWrite(access.audit) && !isRead;
}

/** An answer to keep, also where it is an error. */
async function toRecord(carryOut: () => Promise<unknown>, caller: AbortSignal, call: CallRecord) {
  try {
    return { status: 200, body: await carryOut(), isFinal: isWrite(call) };
  } catch (error) {
    call.failure = error;
    const failure = toFailure(error, caller);
    return { ...toErrorAnswer(failure), isFinal: UNSURE_CODES.includes(failure.code) };
  }
}

async function handle(id: string, request: RestRequest, services: Services): Promise<unknown> {
  const { connections } = services;
  const server = SERVER_METHODS[id];
  if (server) return server(services, request);
  const [runtime, catalog] = [RUNTIME_METHODS[id], CATALOG_METHODS[id]];
  if (!runtime && !catalog) throw notBuilt(id);
  const connection = await connections.get(request.resource);
  if (runtime) return connections.use(connection, async (atWork) => runtime(atWork, request));
  // A suspended connection can be looked at by who manages it, and does no work.
  if (id.startsWith('v2.')) connections.checkUsable(connection);
  return catalog?.(connections.catalog(connection), request);
}

async function withDeadline<T>(caller: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = new AbortController();
  const timer = setTimeout(
    () => deadline.abort(new DOMException('The call took too long.', 'TimeoutError')),
    CALL_DEADLINE_MS,
  );
  try {
    return await work(AbortSignal.any([caller, deadline.signal]));
  } finally {
    clearTimeout(timer);
  }
}
