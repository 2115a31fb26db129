import { type Context, Hono } from 'hono';
import { toFailure } from '../calls/failure.js';
import { FIRST_CONNECTION } from '../connections/first-connection.js';
import { ConnectorError } from '../errors.js';
import { toClientNetwork } from '../network/client-network.js';
import type { Log } from '../observability/log.js';
import type { RefusalLog } from '../observability/refusal-log.js';
import type { Catalog } from '../runtime/runtime.js';
import { codingOf } from './accept-encoding.js';
import { toErrorAnswer } from './answer.js';
import { addConsole, type ConsoleOptions } from './console/console-routes.js';
import { DownloadAnswer } from './download.js';
import { LineStream } from './line-stream.js';
import { toJsonBody } from './json-body.js';
import { createMetricsHandler, type MetricsOptions } from './metrics-handler.js';
import { describeOpenApi, prepareOpenApi } from './openapi/document.js';
import { type Exchange, toFailedExchange } from './exchange.js';
import { originOf } from './origin.js';
import { type MethodPorts, serveMethod } from './serve-method.js';
import { answerShared, insertText, type SharedBody, toSharedBody } from './shared-body.js';

/** The dependencies of the REST app. */
export interface AppOptions extends MethodPorts, MetricsOptions, ConsoleOptions {
  readonly log: Log;
  readonly refusals: RefusalLog;
}

/** Creates a Hono app with the REST API, the console for browsers, `/healthz`, `/metrics` and `/openapi.json`. */
export function createApp(options: AppOptions): Hono {
  const app = new Hono();
  addConsole(app, options, (c, exchange) => answer(c, exchange, options));
  app.get('/healthz', (c) =>
    options.isStopping() ? c.json({ status: 'STOPPING' }, 503) : c.json({ status: 'SERVING' }),
  );
  app.get('/metrics', createMetricsHandler(options));
  const openApiOf = createOpenApiCache();
  app.get('/openapi.json', async (c) => {
    const { connections } = options.services;
    const document = await openApiOf(connections.catalog(await connections.get(FIRST_CONNECTION)));
    return answerShared(c, insertText(document, originOf(c)), 'application/json; charset=utf-8');
  });
  app.all('*', (c) => answer(c, () => serveMethod(c, new URL(c.req.url), options), options));
  app.onError((error, c) => {
    const { status, body } = toErrorAnswer(toFailure(error, c.req.raw.signal));
    return Response.json(body, { status });
  });
  return app;
}

/** Answers a request whose host or target cannot be parsed. */
export function answerBadRequest(options: RecordOptions): Response {
  const message = "The request's host or target cannot be parsed.";
  const failure = toFailure(new ConnectorError('INVALID_ARGUMENT', message, { reason: 'INVALID_PATH' }));
  const { status, body } = toErrorAnswer(failure);
  recordMalformed({ status, reason: failure.reason }, options);
  return Response.json(body, { status, headers: { 'X-Twilio-Requests': '0' } });
}

/** The dependencies of counting and logging requests. */
export type RecordOptions = Pick<AppOptions, 'log' | 'refusals' | 'metrics'>;

/** Counts and logs a request that was refused before it could be read. */
export function recordMalformed(
  { status, reason }: { readonly status: number; readonly reason: string },
  { log, refusals, metrics }: RecordOptions,
): void {
  const method = 'unknown';
  metrics.request({ method, status });
  refusals.add({ reason, address: 'unknown' }, () => log.warn({ method, status, reason }, 'refused'));
}

/** Stands for the address of the server, which only the request tells, in the text of the document. */
const ORIGIN = 'https://origin.invalid';

/**
 * Everyone can request the document without a token, and it is large, so it is serialized once per catalog: without the
 * address of the server, which belongs between its two chunks.
 */
function createOpenApiCache(): (catalog: Catalog) => Promise<SharedBody> {
  const documents = new WeakMap<Catalog, Promise<SharedBody>>();
  const serialize = async (catalog: Catalog) => {
    await prepareOpenApi(catalog);
    return toSharedBody(...JSON.stringify(describeOpenApi(catalog, ORIGIN)).split(ORIGIN));
  };
  return (catalog) => {
    const document = documents.get(catalog) ?? serialize(catalog);
    documents.set(catalog, document);
    return document;
  };
}

/** Answers one request of the API and logs it once. */
async function answer(c: Context, serve: () => Promise<Exchange>, options: AppOptions): Promise<Response> {
  const start = options.now();
  const space = c.req.query('prettyPrint') === 'true' ? 2 : undefined;
  const served = await serve();
  if (served.answer.body instanceof DownloadAnswer) return answerDownload(c, { served, start }, options);
  const { exchange, body } = write(served, space);
  const { status, headers, body: content } = exchange.answer;
  record(exchange, Math.round(options.now() - start), options);
  return new Response(body, {
    status,
    headers: {
      'Content-Type': `application/${content instanceof LineStream ? 'x-ndjson' : 'json'}; charset=utf-8`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Call-Id': exchange.record.id,
      'X-Twilio-Requests': String(exchange.record.twilioRequests),
      ...headers,
    },
  });
}

/** Answers with a download. It is logged when its call has ended. */
function answerDownload(
  c: Context,
  { served, start }: { readonly served: Exchange; readonly start: number },
  options: AppOptions,
): Response {
  const download = served.answer.body as DownloadAnswer;
  const { mediaType, fileName, isCompressed = false } = download.head;
  void served.ended?.then((ended) => {
    ended.memory?.release();
    record(ended, Math.round(options.now() - start), options);
  });
  const coding = isCompressed ? undefined : codingOf(c.req.header('accept-encoding'));
  return new Response(download.toBody(coding), {
    headers: {
      'Content-Type': mediaType,
      'Content-Disposition': `attachment; filename="${fileName}"`,
      ...(coding && { 'Content-Encoding': coding }),
      ...(!isCompressed && { Vary: 'Accept-Encoding' }),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Call-Id': served.record.id,
    },
  });
}

/** Writes the body of an answer, or that of a refusal if there is not enough memory for it. */
function write(
  exchange: Exchange,
  space: number | undefined,
): { readonly exchange: Exchange; readonly body: string | ReadableStream } {
  const { answer, memory, record: made, remoteAddress } = exchange;
  // Rows have been reserved when they were read. A write that was carried out is never refused.
  if (answer.body instanceof LineStream) {
    memory?.release();
    return { exchange, body: answer.body.toBody() };
  }
  const isReserved = !memory || memory.bytes > 0 || made.isWrite;
  try {
    const body = toJsonBody(answer.body, {
      space,
      onText: isReserved ? undefined : (bytes) => memory.reserve({ held: bytes, expected: 0 }),
      onPart: (share) => memory?.keep(share),
      onEnd: () => memory?.release(),
    });
    return { exchange, body };
  } catch (error) {
    const refused = { ...toFailedExchange(error, made), remoteAddress };
    return { exchange: refused, body: toJsonBody(refused.answer.body, { space }) };
  }
}

/** Counts and logs a request. */
function record(exchange: Exchange, durationMs: number, { log, refusals, metrics }: RecordOptions): void {
  const { failure, error, remoteAddress } = exchange;
  const { status } = exchange.answer;
  const { id: callId, method, caller, resource, twilioRequests } = exchange.record;
  metrics.request({ method, status, durationMs });
  const fields = { callId, method, caller, resource, status, durationMs, twilioRequests };
  // Without a token, a browser can ask whether it is signed in any number of times.
  if (!failure) return caller === undefined ? undefined : log.info(fields, 'answered');
  const { reason } = failure;
  const source = caller === undefined ? { address: toClientNetwork(remoteAddress) } : { caller };
  const write = () =>
    status >= 500
      ? log.error({ ...fields, ...source, err: error }, 'failed')
      : log.warn({ ...fields, ...source, reason }, 'refused');
  // Without a token or without a role, a client can make any number of calls.
  if (caller === undefined || failure.code === 'PERMISSION_DENIED') refusals.add({ reason, ...source }, write);
  else write();
}
