import type { RequestHandler } from 'msw';
import { type SetupServer, setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll } from 'vitest';

/**
 * msw at the edge of a test file: handlers given here hold for the file, those added by `use()` for one test.
 * A request that no handler answers fails the test, with its URL; 127.0.0.1 is let through for real servers.
 * Make clients inside tests: msw has to be listening when a client takes hold of `fetch`.
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
