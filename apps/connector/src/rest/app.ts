import { type Context, Hono } from 'hono';
import type { Audit } from '../access/audit.js';
import { FIRST_CONNECTION } from '../connections/first-connection.js';
import type { HideSecrets } from '../observability/known-secrets.js';
import type { Log } from '../observability/log.js';
import type { Metrics } from '../observability/metrics.js';
import type { Catalog } from '../runtime/runtime.js';
import { toFailure } from '../calls/failure.js';
import { type Answer, toErrorAnswer } from './answer.js';
import { type CallRecord, dispatch, type Gates, isWrite } from './dispatch.js';
import { ConnectorError } from '../errors.js';
import { describeOpenApi } from './openapi/document.js';
import { readBody } from './request.js';
import { findRoute } from './router.js';

/** What the REST surface stands on. */
export interface AppOptions extends Gates {
  readonly audit: Pick<Audit, 'write'>;
  /** Takes the secrets of this process out of a text: somebody may have put one where it is repeated. */
  readonly hide: HideSecrets;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Milliseconds from any fixed point. */
  readonly now: () => number;
}

/** Paths that are nobody's without a token. */
const API = /^\/(?:v1|v2|secretmanager|cloudresourcemanager|admin)\//;

/** Google's APIs and ours, `/healthz`, `/metrics` and `/openapi.json`, as a Hono app; `app.request()` tests it without a socket. */
export function createApp(options: AppOptions): Hono {
  const app = new Hono();
  app.get('/healthz', (c) =>
    options.isStopping() ? c.json({ status: 'STOPPING' }, 503) : c.json({ status: 'SERVING' }),
  );
  app.get('/metrics', async (c) => c.text(await options.metrics.toText()));
  const documents = new WeakMap<Catalog, string>();
  app.get('/openapi.json', async (c) => {
    const { connections } = options.services;
    const catalog = connections.catalog(await connections.get(FIRST_CONNECTION));
    // It is long, and anybody may ask for it: written once for a connection as it is.
    const document = documents.get(catalog) ?? JSON.stringify(describeOpenApi(catalog));
    documents.set(catalog, document);
    return c.body(document, 200, { 'Content-Type': 'application/json; charset=utf-8' });
  });
  app.all('*', (c) => serve(c, options));
  app.onError((error, c) => {
    const { status, body } = toErrorAnswer(toFailure(error, c.req.raw.signal));
    return Response.json(body, { status });
  });
  return app;
}

/** The answer to what is no request: its host or its target cannot be read. */
export function answerBadRequest(log: Log): Response {
  const message = "The request's host or target cannot be read.";
  const error = new ConnectorError('INVALID_ARGUMENT', message, { reason: 'INVALID_PATH' });
  const { status, body } = toErrorAnswer(toFailure(error));
  log.warn({ method: 'unknown', status, reason: 'INVALID_PATH' }, 'refused');
  return Response.json(body, { status, headers: { 'X-Twilio-Requests': '0' } });
}

/** One request of the API: every answer and every error goes through here, and is logged once. */
async function serve(c: Context, options: AppOptions): Promise<Response> {
  const start = options.now();
  const url = new URL(c.req.url);
  const call: CallRecord = { methodId: 'unknown', twilioRequests: 0 };
  const answer = await answerOf(c, { url, call }, options);
  await note(answer, { call, durationMs: Math.round(options.now() - start) }, options);
  const space = url.searchParams.get('prettyPrint') === 'true' ? 2 : undefined;
  const body = answer.status < 400 ? answer.body : hideIn(answer.body, options.hide);
  return new Response(`${JSON.stringify(body, null, space)}\n`, {
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

async function answerOf(
  c: Context,
  { url, call }: { readonly url: URL; readonly call: CallRecord },
  options: AppOptions,
): Promise<Answer> {
  const { incoming } = (c.env ?? {}) as { readonly incoming?: Incoming };
  const { signal } = c.req.raw;
  try {
    // A path that is no API's is unknown to everybody.
    if (!API.test(url.pathname)) findRoute(c.req.method, url.pathname);
    return await dispatch(
      {
        httpMethod: c.req.method,
        target: incoming?.url ?? url.pathname,
        url,
        authorization: c.req.header('authorization'),
        idempotencyKey: c.req.header('idempotency-key'),
        remoteAddress: incoming?.socket?.remoteAddress,
        readBody: () => readBody(c),
        signal,
      },
      call,
      options,
    );
  } catch (error) {
    call.failure = error;
    return toErrorAnswer(toFailure(error, signal));
  }
}

/** Node's request, as far as it is there: a test has none. */
interface Incoming {
  readonly url?: string;
  readonly socket?: { readonly remoteAddress?: string };
}

/** Counts and logs what was answered; keeps in the audit log what was changed, or denied. */
async function note(
  answer: Answer,
  { call, durationMs }: { readonly call: CallRecord; readonly durationMs: number },
  { log, metrics, audit, hide }: AppOptions,
): Promise<void> {
  const { methodId: method, caller, resource = 'unknown', twilioRequests, failure } = call;
  metrics.request({ method, status: answer.status, durationMs });
  const line = { method, caller: caller?.member, resource, status: answer.status, durationMs, twilioRequests };
  if (failure === undefined) log.info(line, 'answered');
  else if (answer.status >= 500) log.error({ ...line, err: failure }, 'failed');
  else log.warn({ ...line, reason: outcomeOf(answer).reason }, 'refused');
  const { status, reason } = outcomeOf(answer);
  // Who cannot log in is in the log alone: a row for each wrong token would let anybody fill the disk.
  if (!isWrite(call) && status !== 'PERMISSION_DENIED') return;
  try {
    const about = { method, resource: hide(resource) };
    await audit.write({ caller: caller?.member ?? 'unknown', ...about, status, ...(reason && { reason }) });
  } catch (error) {
    // What was done stays done, and has to be answered.
    log.error({ err: error, method, resource }, 'not in the audit log');
  }
}

/** The same with every text passed through `hide`. */
function hideIn(value: unknown, hide: HideSecrets): unknown {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) return value.map((item) => hideIn(item, hide));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, hideIn(member, hide)]));
}

function outcomeOf(answer: Answer): { readonly status: string; readonly reason?: string | undefined } {
  if (answer.status < 400) return { status: 'OK' };
  const { error } = answer.body as {
    readonly error: { readonly status: string; readonly details: readonly { readonly reason?: string }[] };
  };
  return { status: error.status, reason: error.details[0]?.reason };
}
