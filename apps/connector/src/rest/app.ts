import { type Context, Hono } from 'hono';
import { toFailure } from '../calls/failure.js';
import { FIRST_CONNECTION } from '../connections/first-connection.js';
import { ConnectorError } from '../errors.js';
import type { HideSecrets } from '../observability/known-secrets.js';
import type { Log } from '../observability/log.js';
import type { Metrics } from '../observability/metrics.js';
import type { Catalog } from '../runtime/runtime.js';
import { toErrorAnswer } from './answer.js';
import { describeOpenApi } from './openapi/document.js';
import { type Exchange, type MethodPorts, serveMethod } from './serve-method.js';

/** What the REST front stands on. */
export interface AppOptions extends MethodPorts {
  /** Hides this process's secrets in a text, in case a caller sent one where it is repeated. */
  readonly hide: HideSecrets;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Milliseconds from any fixed point. */
  readonly now: () => number;
}

/** Google's APIs and ours, `/healthz`, `/metrics` and `/openapi.json`, as a Hono app; `app.request()` tests it without a socket. */
export function createApp(options: AppOptions): Hono {
  const app = new Hono();
  app.get('/healthz', (c) =>
    options.isStopping() ? c.json({ status: 'STOPPING' }, 503) : c.json({ status: 'SERVING' }),
  );
  app.get('/metrics', async (c) => c.text(await options.metrics.toText()));
  const openApiOf = createOpenApiCache();
  app.get('/openapi.json', async (c) => {
    const { connections } = options.services;
    const document = openApiOf(connections.catalog(await connections.get(FIRST_CONNECTION)));
    return c.body(document, 200, { 'Content-Type': 'application/json; charset=utf-8' });
  });
  app.all('*', (c) => serve(c, options));
  app.onError((error, c) => {
    const { status, body } = toErrorAnswer(toFailure(error, c.req.raw.signal));
    return Response.json(body, { status });
  });
  return app;
}

/** Answers a request whose host or target cannot be parsed. */
export function answerBadRequest(log: Log): Response {
  const message = "The request's host or target cannot be parsed.";
  const failure = toFailure(new ConnectorError('INVALID_ARGUMENT', message, { reason: 'INVALID_PATH' }));
  const { status, body } = toErrorAnswer(failure);
  log.warn({ method: 'unknown', status, reason: failure.reason }, 'refused');
  return Response.json(body, { status, headers: { 'X-Twilio-Requests': '0' } });
}

/** The document is large and needs no token, so it is serialized once for each state of the connection. */
function createOpenApiCache(): (catalog: Catalog) => string {
  const documents = new WeakMap<Catalog, string>();
  return (catalog) => {
    const document = documents.get(catalog) ?? JSON.stringify(describeOpenApi(catalog));
    documents.set(catalog, document);
    return document;
  };
}

/** One request of the API. Every answer and every error passes here, and is logged once. */
async function serve(c: Context, options: AppOptions): Promise<Response> {
  const start = options.now();
  const url = new URL(c.req.url);
  const exchange = await serveMethod(c, url, options);
  const { answer, record, failure } = exchange;
  note(exchange, Math.round(options.now() - start), options);
  const space = url.searchParams.get('prettyPrint') === 'true' ? 2 : undefined;
  const body = failure ? hideIn(answer.body, options.hide) : answer.body;
  return new Response(`${JSON.stringify(body, null, space)}\n`, {
    status: answer.status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Twilio-Requests': String(record.twilioRequests),
      ...answer.headers,
    },
  });
}

/** Counts and logs a request. */
function note({ answer: { status }, record, failure, error }: Exchange, durationMs: number, options: AppOptions): void {
  const { log, metrics } = options;
  const { method, caller, resource, twilioRequests } = record;
  metrics.request({ method, status, durationMs });
  const line = { method, caller, resource, status, durationMs, twilioRequests };
  if (!failure) log.info(line, 'answered');
  else if (status >= 500) log.error({ ...line, err: error }, 'failed');
  else log.warn({ ...line, reason: failure.reason }, 'refused');
}

/** The same value with every string passed through `hide`. */
function hideIn(value: unknown, hide: HideSecrets): unknown {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) return value.map((item) => hideIn(item, hide));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, hideIn(member, hide)]));
}
