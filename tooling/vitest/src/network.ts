import { HttpRequestInterceptor } from '@mswjs/interceptors/http';
import type { RequestHandler } from 'msw';
import { defineNetwork, InterceptorSource, type NetworkApi } from 'msw/experimental';
import { afterAll, afterEach, beforeAll } from 'vitest';

/**
 * Mocks the network of a test file with msw. The given handlers apply to the whole file, those added with `use()` to one
 * test. A request that no handler answers fails the test with its URL, except requests to 127.0.0.1, which reach real
 * servers. `setupServer` of msw sees requests of `fetch` and `node:http` only; this sees every HTTP request.
 */
export function mockNetwork(...handlers: RequestHandler[]): NetworkApi<[InterceptorSource]> {
  const network = defineNetwork({
    sources: [new InterceptorSource({ interceptors: [new HttpRequestInterceptor()] })],
    handlers,
    context: { quiet: true },
    onUnhandledFrame({ frame, defaults }) {
      const { request } = frame.data as { request?: Request };
      const isLocal = request !== undefined && new URL(request.url).hostname === '127.0.0.1';
      if (!isLocal) defaults.error();
    },
  });
  beforeAll(() => network.enable());
  afterEach(() => network.resetHandlers());
  afterAll(() => network.disable());
  return network;
}
