import type { Context } from 'hono';
import { resourceOfPath } from '../access/resource-names.js';
import type { Authenticate } from '../access/authenticate.js';
import type { Caller } from '../access/caller.js';
import type { CurrentCredentials } from '../access/current-credentials.js';
import { createCallId } from '../calls/call-id.js';
import type { Call, CallOutcome, TargetName } from '../calls/call.js';
import type { Calls } from '../calls/calls.js';
import type { SignIn } from '../console/sign-in.js';
import { toErrorAnswer } from './answer.js';
import type { Bindings } from './bindings.js';
import { type Body, checkMembers, readBody } from './body.js';
import { checkOwnPage, type PublicHosts } from './console/own-page.js';
import { readSessionCookie } from './console/session-cookie.js';
import { readBearerToken, refuseTokenInUrl } from './credentials.js';
import { type Download, DownloadAnswer } from './download.js';
import { type Exchange, stopping, toFailedExchange } from './exchange.js';
import type { Method, MethodRequest } from './method.js';
import { notBuilt } from './not-built.js';
import { NO_PARAMETERS, type Parameters, type ReadQuery, readQuery } from './parameters.js';
import { routeResource } from './route-resource.js';
import { checkTarget, findRoute, type Route } from './router.js';
import type { Services } from './services.js';
import { readTraceparent } from './traceparent.js';

/** The dependencies of `serveMethod`. */
export interface MethodPorts {
  readonly services: Services;
  readonly calls: Calls;
  readonly authenticate: Authenticate;
  readonly credentials: Pick<CurrentCredentials, 'isCurrent'>;
  readonly signIn: SignIn;
  readonly publicHosts: PublicHosts;
  /** Whether the server is stopping: new calls are refused with 503. */
  readonly isStopping: () => boolean;
}

/** The text of a body and the values that it is parsed to. Lists of small values can take more, texts less. */
const BYTES_PER_BODY_BYTE = 4;

/** Paths that require a token before the caller learns whether they exist. */
const API = /^\/(?:v1|v2|v3|monitoring|logging|logs|export|sql|secretmanager|cloudresourcemanager|admin)\//;

/** Parses a request, passes it to the core as a call and renders the outcome. Never rejects. */
export async function serveMethod(c: Context, url: URL, ports: MethodPorts): Promise<Exchange> {
  const { incoming, onAuthenticated } = (c.env ?? {}) as Bindings;
  const remoteAddress = incoming?.socket?.remoteAddress;
  const { signal } = c.req.raw;
  const id = createCallId();
  let caller: Caller | undefined;
  let method = 'unknown';
  try {
    if (!API.test(url.pathname)) findRoute(c.req.method, url.pathname);
    if (ports.isStopping()) throw stopping();
    // Check the raw target, because URL parsing has already resolved its dot segments.
    checkTarget(incoming?.url ?? url.pathname);
    const identity = await identify(c, url, { ports, remoteAddress });
    ({ caller } = identity);
    // The server does not wait for requests whose callers are not known yet when it stops.
    if (ports.isStopping()) throw stopping();
    onAuthenticated?.();
    const route = findRoute(c.req.method, url.pathname);
    method = route.id;
    if (!route.method) throw notBuilt(route.id);
    const request = { c, url, route, identity, callId: id };
    return await answerCall(route.method, request, { ports, remoteAddress });
  } catch (error) {
    const record = { id, method, caller: caller?.member, resource: 'unknown', twilioRequests: 0, isWrite: false };
    return { ...toFailedExchange(error, record, signal), remoteAddress };
  }
}

/** Carries out a call. The answer is the outcome, or a download that goes on until then. */
async function answerCall(
  method: Method,
  request: RoutedRequest,
  { ports, remoteAddress }: { readonly ports: MethodPorts; readonly remoteAddress: string | undefined },
): Promise<Exchange> {
  const started = Promise.withResolvers<DownloadAnswer>();
  const download: Download = (head) => {
    const answer = new DownloadAnswer(head);
    started.resolve(answer);
    return answer;
  };
  const ended = ports.calls
    .run(toCall(method, { ...request, download }, ports.services))
    .then((outcome): Exchange => ({ ...toExchange(outcome), remoteAddress }));
  const first = await Promise.race([ended, started.promise]);
  if (!(first instanceof DownloadAnswer)) return first;
  void ended.then(({ failure, error }) => {
    if (!failure || first.hasEnded) return first.end();
    // The client sees that the body is not whole, because its connection is closed before the end.
    const { outgoing } = (request.c.env ?? {}) as Bindings;
    return outgoing ? outgoing.destroy() : first.breakOff(error);
  });
  const { callId: id, identity } = request;
  const record = {
    id,
    method: method.id,
    caller: identity.caller.member,
    resource: 'unknown',
    twilioRequests: 0,
    isWrite: false,
  };
  return { answer: { status: 200, body: first }, record, failure: undefined, error: undefined, remoteAddress, ended };
}

interface Identification {
  readonly ports: Pick<MethodPorts, 'authenticate' | 'credentials' | 'signIn' | 'publicHosts'>;
  readonly remoteAddress: string | undefined;
}

/** A caller, and whether its token or its session would still identify it. */
type Identity = Pick<MethodRequest, 'caller' | 'isStillIdentified'>;

/** Identifies the caller by its token or, if it sends none, by the session of its browser. */
async function identify(c: Context, url: URL, { ports, remoteAddress }: Identification): Promise<Identity> {
  refuseTokenInUrl(url.searchParams);
  const authorization = c.req.header('authorization');
  const session = authorization === undefined ? readSessionCookie(c) : undefined;
  if (session === undefined) {
    const caller = await ports.authenticate(readBearerToken(authorization, url.searchParams), remoteAddress);
    return { caller, isStillIdentified: () => ports.credentials.isCurrent(caller) };
  }
  checkOwnPage(c, ports.publicHosts);
  const caller = await ports.signIn.callerOf(session, { remoteAddress });
  return { caller, isStillIdentified: () => ports.signIn.isCurrent(session) };
}

/** A request with an identified caller and a known method. */
interface RoutedRequest {
  readonly c: Context;
  readonly url: URL;
  readonly route: Route;
  readonly identity: Identity;
  readonly callId: string;
}

/** The content of a request. */
interface Content {
  readonly query: ReadQuery<Parameters>;
  readonly body: Body;
}

function toCall(
  method: Method,
  { c, url, route, identity, callId, download }: RoutedRequest & { readonly download: Download },
  services: Services,
): Call<TargetName, Content, unknown> {
  const toRequest = ({ query, body }: Content) => ({
    path: route.params,
    query: query.values,
    body,
    ...identity,
  });
  const key = c.req.header('idempotency-key');
  const { audit, permission, on } = method;
  return {
    id: callId,
    traceparent: readTraceparent(c.req.header('traceparent')),
    method: method.id,
    audit,
    caller: identity.caller,
    permission,
    on,
    signal: c.req.raw.signal,
    ...(method.deadlineMs !== undefined && { deadlineMs: method.deadlineMs }),
    asked: resourceOfPath(route.params),
    resource: () => routeResource(route, services.connections),
    async read(memory) {
      const query = readQuery(url.searchParams, method.parameters ?? NO_PARAMETERS);
      const body = await readBody(c, (bytes) => memory.holdInput(bytes * BYTES_PER_BODY_BYTE));
      if (method.body !== 'any') checkMembers(body, method.body ?? []);
      return { query, body };
    },
    async requirement(content, resource) {
      return method.requirement?.(services, { ...toRequest(content), resource });
    },
    idempotency({ query, body }) {
      // A dry run changes nothing, so repeating it is safe.
      if (key === undefined || query.values.validateOnly === true) return undefined;
      return { key, request: [c.req.method, url.pathname, query.significant, body] };
    },
    work: async (target, content, context) =>
      method.handle(target ?? services, { ...toRequest(content), ...context, download }),
  };
}

function toExchange(outcome: CallOutcome<unknown>): Omit<Exchange, 'remoteAddress'> {
  const { record, memory } = outcome;
  const replayed = record.isReplayed && { 'Idempotent-Replayed': 'true' };
  if (!('failure' in outcome)) {
    const answer = { status: 200, body: outcome.answer, headers: { ...replayed } };
    return { answer, record, failure: undefined, error: undefined, memory };
  }
  const { failure, error } = outcome;
  const answer = toErrorAnswer(failure, record.id);
  return { answer: { ...answer, headers: { ...answer.headers, ...replayed } }, record, failure, error };
}
