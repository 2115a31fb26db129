import { type Context, Hono } from 'hono';
import { authenticate } from '../access/authenticate.js';
import type { VerifyToken } from '../access/token.js';
import type { Log } from '../observability/log.js';
import type { Metrics } from '../observability/metrics.js';
import type { Runtime } from '../runtime.js';
import { checkConnection } from './connection.js';
import { RestError } from './errors.js';
import { isAnsweredWhenSuspended, METHODS } from './methods.js';
import { describeOpenApi } from './openapi/document.js';
import { toEnvelope, toProblem } from './problem.js';
import { checkParameters, readBody } from './request.js';
import { checkTarget, findRoute } from './router.js';

/** What the REST surface stands on. */
export interface AppOptions {
  readonly runtime: Runtime;
  readonly verifyToken: VerifyToken;
  readonly log: Log;
  readonly metrics: Metrics;
  /** True once the server stops: new work is refused with 503. */
  readonly isStopping: () => boolean;
  /** Milliseconds from any fixed point. */
  readonly now: () => number;
}

// The Connectors task's own time limit (https://cloud.google.com/application-integration/docs/quotas).
const CALL_DEADLINE_MS = 180_000;

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Google's Connectors API, `/healthz`, `/metrics` and `/openapi.json`, as a Hono app; `app.request()` tests it without a socket. */
export function createApp(options: AppOptions): Hono {
  const app = new Hono();
  app.get('/healthz', (c) =>
    options.isStopping() ? c.json({ status: 'STOPPING' }, 503) : c.json({ status: 'SERVING' }),
  );
  app.get('/metrics', async (c) => c.text(await options.metrics.toText()));
  const openApi = JSON.stringify(describeOpenApi(options.runtime));
  app.get('/openapi.json', (c) => c.body(openApi, 200, { 'Content-Type': 'application/json; charset=utf-8' }));
  app.all('*', (c) => serve(c, options));
  return app;
}

/** The answer to what is no request: its host or its target cannot be read. */
export function answerBadRequest(log: Log): Response {
  const { status, body } = toErrorAnswer(
    new RestError('INVALID_ARGUMENT', "The request's host or target cannot be read.", { reason: 'INVALID_PATH' }),
    new AbortController().signal,
  );
  log.warn({ method: 'unknown', status, reason: 'INVALID_PATH' }, 'refused');
  return Response.json(body, { status, headers: { 'X-Twilio-Requests': '0' } });
}

/** One request of the API: every answer and every error goes through here, and is logged once. */
async function serve(c: Context, options: AppOptions): Promise<Response> {
  const { log, metrics, now } = options;
  const start = now();
  const url = new URL(c.req.url);
  const call = { twilioRequests: 0, methodId: 'unknown' };
  let answer: Answer;
  let failure: unknown;
  try {
    answer = { status: 200, body: await dispatch(c, url, call, options) };
  } catch (error) {
    failure = error;
    answer = toErrorAnswer(error, c.req.raw.signal);
  }
  const durationMs = Math.round(now() - start);
  metrics.request({ method: call.methodId, status: answer.status, durationMs });
  const line = { method: call.methodId, status: answer.status, durationMs, twilioRequests: call.twilioRequests };
  if (failure === undefined) log.info(line, 'answered');
  else if (answer.status >= 500) log.error({ ...line, err: failure }, 'failed');
  else log.warn({ ...line, reason: reasonOf(answer) }, 'refused');
  const space = url.searchParams.get('prettyPrint') === 'true' ? 2 : undefined;
  return new Response(`${JSON.stringify(answer.body, null, space)}\n`, {
    status: answer.status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Twilio-Requests': String(call.twilioRequests),
      ...answer.headers,
    },
  });
}

async function dispatch(
  c: Context,
  { pathname, searchParams: query }: URL,
  call: { twilioRequests: number; methodId: string },
  { runtime, verifyToken, isStopping }: AppOptions,
): Promise<unknown> {
  if (isStopping()) {
    throw new RestError('UNAVAILABLE', 'The connector is stopping; send this to another process.', {
      reason: 'STOPPING',
    });
  }
  checkTarget(rawTarget(c));
  const isApi = /^\/v[12]\//.test(pathname);
  // Who may not come in does not learn which paths there are.
  if (isApi) authenticate(c.req.header('authorization'), query, verifyToken);
  checkParameters(query);
  const alt = query.get('alt') || 'json';
  if (alt !== 'json')
    throw new RestError('INVALID_ARGUMENT', `alt=${JSON.stringify(alt)} is not served; only alt=json is.`);
  const { method, params } = findRoute(c.req.method, pathname);
  call.methodId = method.id;
  const { locationsId: location, connectionsId: connection } = params;
  if (connection !== undefined) {
    checkConnection(runtime, { location, connection }, isAnsweredWhenSuspended(method.id));
  }
  const body = await readBody(c);
  const handler = Object.hasOwn(METHODS, method.id) ? METHODS[method.id] : undefined;
  if (!handler) {
    throw new RestError(
      'UNIMPLEMENTED',
      `${method.id.slice(3)} of Google's API ${method.id.slice(0, 2)} is not built yet.`,
    );
  }
  const onAttempt = () => {
    call.twilioRequests += 1;
  };
  const deadline = new AbortController();
  const timer = setTimeout(
    () => deadline.abort(new DOMException('The call took too long.', 'TimeoutError')),
    CALL_DEADLINE_MS,
  );
  const signal = AbortSignal.any([c.req.raw.signal, deadline.signal]);
  try {
    return await handler(runtime, { params, query, body, onAttempt, signal });
  } finally {
    clearTimeout(timer);
  }
}

/** The path as it was sent: what Node parsed it into no longer shows its dots. */
function rawTarget(c: Context): string {
  const { incoming } = (c.env ?? {}) as { readonly incoming?: { readonly url?: string } };
  return incoming?.url ?? new URL(c.req.url).pathname;
}

function toErrorAnswer(error: unknown, caller: AbortSignal): Answer {
  const known = toProblem(error);
  const problem =
    known.code === 'INTERNAL' && caller.aborted ? toProblem(new DOMException('aborted', 'AbortError')) : known;
  const { status, code, retryAfter } = problem;
  return {
    status,
    body: toEnvelope(problem),
    headers: {
      ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
      // Ours alone: Twilio's refusal of the connection's credentials is no question to the caller.
      ...(code === 'UNAUTHENTICATED' &&
        error instanceof RestError && { 'WWW-Authenticate': 'Bearer realm="twilio-connector"' }),
      ...(status === 413 && { Connection: 'close' }),
    },
  };
}

function reasonOf({ body }: Answer): unknown {
  const { details } = (body as ReturnType<typeof toEnvelope>).error;
  return details.find((detail) => 'reason' in detail)?.reason;
}
