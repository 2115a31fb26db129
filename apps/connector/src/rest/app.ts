import { type Context, Hono } from 'hono';
import { authenticate } from '../access/authenticate.js';
import type { VerifyToken } from '../access/token.js';
import type { Log } from '../observability/log.js';
import type { Metrics } from '../observability/metrics.js';
import type { Runtime } from '../runtime.js';
import { RestError } from './errors.js';
import { ANSWERED_WHEN_SUSPENDED, METHODS } from './methods.js';
import { toEnvelope, toProblem } from './problem.js';
import { readBody } from './request.js';
import { findRoute, type Route } from './router.js';

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

/** Google's Connectors API, `/healthz` and `/metrics`, as a Hono app; `app.request()` tests it without a socket. */
export function createApp(options: AppOptions): Hono {
  const app = new Hono();
  app.get('/healthz', (c) =>
    options.isStopping() ? c.json({ status: 'STOPPING' }, 503) : c.json({ status: 'SERVING' }),
  );
  app.get('/metrics', async (c) => c.text(await options.metrics.toText()));
  app.all('*', (c) => serve(c, options));
  return app;
}

/** One request of the API: every answer and every error goes through here, and is logged once. */
async function serve(c: Context, options: AppOptions): Promise<Response> {
  const { log, metrics, now } = options;
  const start = now();
  const query = new URL(c.req.url).searchParams;
  const call = { twilioRequests: 0, methodId: 'unknown' };
  let answer: Answer;
  let failure: unknown;
  try {
    answer = { status: 200, body: await dispatch(c, query, call, options) };
  } catch (error) {
    failure = error;
    answer = toErrorAnswer(error);
  }
  const durationMs = Math.round(now() - start);
  metrics.request({ method: call.methodId, status: answer.status, durationMs });
  const line = { method: call.methodId, status: answer.status, durationMs, twilioRequests: call.twilioRequests };
  if (failure === undefined) log.info(line, 'answered');
  else if (answer.status >= 500) log.error({ ...line, err: failure }, 'failed');
  else log.warn({ ...line, reason: reasonOf(answer) }, 'refused');
  const space = query.get('prettyPrint') === 'true' ? 2 : undefined;
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
  query: URLSearchParams,
  call: { twilioRequests: number; methodId: string },
  { runtime, verifyToken, isStopping }: AppOptions,
): Promise<unknown> {
  if (isStopping()) {
    throw new RestError('UNAVAILABLE', 'The connector is stopping; send this to another process.', {
      reason: 'STOPPING',
    });
  }
  const { pathname } = new URL(c.req.url);
  const isApi = /^\/v[12]\//.test(pathname);
  // Who may not come in does not learn which paths there are.
  if (isApi) authenticate(c.req.header('authorization'), query, verifyToken);
  const alt = query.get('alt') ?? 'json';
  if (alt !== 'json')
    throw new RestError('INVALID_ARGUMENT', `alt=${JSON.stringify(alt)} is not served; only alt=json is.`);
  const { method, params } = findRoute(c.req.method, pathname);
  call.methodId = method.id;
  checkConnection({ method, params }, runtime);
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
  const signal = AbortSignal.any([c.req.raw.signal, AbortSignal.timeout(CALL_DEADLINE_MS)]);
  return handler(runtime, { params, query, body: () => readBody(c), onAttempt, signal });
}

/** Any project holds the one connection of this server; its location and name must be right. */
function checkConnection({ method, params }: Route, { connection }: Runtime): void {
  const { locationsId, connectionsId } = params;
  if (connectionsId === undefined) return;
  const [, , , location, , name] = connection.name.split('/');
  if (locationsId !== location || connectionsId !== name) {
    const message = `There is no connection ${JSON.stringify(connectionsId)} in location ${JSON.stringify(locationsId)}.`;
    throw new RestError(
      'NOT_FOUND',
      `${message} There is: projects/{project}/locations/${location}/connections/${name}.`,
      {
        reason: 'UNKNOWN_CONNECTION',
      },
    );
  }
  if (connection.suspended && !ANSWERED_WHEN_SUSPENDED.has(method.id)) {
    throw new RestError('FAILED_PRECONDITION', 'The connection is suspended; resume it first.', {
      reason: 'SUSPENDED',
    });
  }
}

function toErrorAnswer(error: unknown): Answer {
  const problem = toProblem(error);
  const { status, code, retryAfter } = problem;
  return {
    status,
    body: toEnvelope(problem),
    headers: {
      ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
      ...(code === 'UNAUTHENTICATED' && { 'WWW-Authenticate': 'Bearer realm="twilio-connector"' }),
      ...(status === 413 && { Connection: 'close' }),
    },
  };
}

function reasonOf({ body }: Answer): unknown {
  const { details } = (body as ReturnType<typeof toEnvelope>).error;
  return details.find((detail) => 'reason' in detail)?.reason;
}
