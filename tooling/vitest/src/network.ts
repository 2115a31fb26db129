import type { RequestHandler } from 'msw';
import { type SetupServer, setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll } from 'vitest';

/**
 * Mocks the network of a test file with msw. Handlers passed here apply to the whole file, handlers added with `use()` to
 * one test. A request without a handler fails the test with its URL, except to 127.0.0.1, where real servers may run.
 * Create clients inside tests, because msw must be listening when a client captures `fetch`.
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
