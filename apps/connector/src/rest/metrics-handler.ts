import type { Context } from 'hono';
import type { AppOptions } from './app.js';
import type { Bindings } from './bindings.js';
import { readBearerToken } from './credentials.js';
import { answerShared, type SharedBody, toSharedBody } from './shared-body.js';

type MetricsOptions = Pick<AppOptions, 'metrics' | 'areMetricsPublic' | 'authenticate' | 'services' | 'now'>;

/**
 * Answers with the metrics in the Prometheus text format. Everyone sees those of the server. A caller with a token also sees
 * those of the connections that the caller may get, and everyone does if the metrics are public.
 */
export function createMetricsHandler(options: MetricsOptions): (c: Context) => Promise<Response> {
  const { authenticate, areMetricsPublic, services, metrics } = options;
  const textForAll = createSharedText(options);
  return async (c) => {
    const authorization = c.req.header('authorization');
    if (areMetricsPublic || authorization === undefined) return answer(c, await textForAll());
    const { incoming } = (c.env ?? {}) as Bindings;
    const token = readBearerToken(authorization, new URL(c.req.url).searchParams);
    const caller = await authenticate(token, incoming?.socket?.remoteAddress);
    const mayName = (name: string) => services.policies.isAllowed(caller, 'connectors.connections.get', name);
    return answer(c, toSharedBody(await metrics.toText(mayName)));
  };
}

function answer(c: Context, body: SharedBody): Response {
  return answerShared(c, body, 'text/plain; charset=UTF-8');
}

/** Everyone can request the metrics without a token, so clients that ask at about the same time get the same text. */
const METRICS_AGE_MS = 1000;

function createSharedText({ metrics, areMetricsPublic, now }: MetricsOptions): () => Promise<SharedBody> {
  let madeAt = Number.NEGATIVE_INFINITY;
  let latest: Promise<SharedBody> | undefined;
  return () => {
    if (latest && now() - madeAt < METRICS_AGE_MS) return latest;
    madeAt = now();
    return (latest = metrics.toText(async () => areMetricsPublic).then(toSharedBody));
  };
}
