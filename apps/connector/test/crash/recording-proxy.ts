import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy before the simulator that shows each request before it passes it on. */
export interface RecordingProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** @param onRequest receives the path and the query of each request */
export async function startRecordingProxy(target: string, onRequest: (url: URL) => void): Promise<RecordingProxy> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', target);
    onRequest(url);
    const { authorization = '' } = request.headers;
    fetch(url, { headers: { authorization } })
      .then(async (answer) => {
        const body = Buffer.from(await answer.arrayBuffer());
        response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(body);
      })
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
