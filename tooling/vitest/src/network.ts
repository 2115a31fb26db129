import type { RequestHandler } from 'msw';
import { type SetupServer, setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll } from 'vitest';

/**
 * Mocks the network of a test file with msw. The given handlers apply to the whole file, those added with `use()` to one
 * test. A request that no handler answers fails the test with its URL, except requests to 127.0.0.1, which reach real
 * servers. Create clients inside tests, because msw must be listening when a client reads `fetch`.
 */
export function mockNetwork(...handlers: RequestHandler[]): SetupServer {
  const server = setupServer(...handlers);
  beforeAll(() =>
    server.listen({
      onUnhandledFrame({ frame, defaults }) {
        const { request } = frame.data as { request?: Request };
        const isLocal = request !== undefined && new URL(request.url).hostname === '127.0.0.1';
        if (!isLocal) defaults.error();
      },
    }),
  );
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());
  return server;
}
