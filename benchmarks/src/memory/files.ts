import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { servePart } from './worker.ts';

// A Twilio whose media are large: the simulator's are tiny. Everything else comes from the simulator.

const MEDIA = /\/Media\/ME[0-9a-f]{32}$/;
const PART = Buffer.alloc(64 * 1024, 'media');

await servePart(async ({ simulatorUrl, fileBytes }: { simulatorUrl: string; fileBytes: number }) => {
  const server = createServer((incoming, outgoing) => {
    if (MEDIA.test(incoming.url ?? '')) sendFile(outgoing, fileBytes);
    else forward(simulatorUrl, incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { started: `http://127.0.0.1:${port}`, end: () => server.closeAllConnections() };
});

function sendFile(outgoing: ServerResponse, bytes: number): void {
  outgoing.writeHead(200, { 'Content-Type': 'audio/mpeg', 'Content-Length': bytes });
  let left = bytes;
  const write = () => {
    while (left > 0 && !outgoing.destroyed) {
      const part = PART.subarray(0, left);
      left -= part.byteLength;
      if (!outgoing.write(part)) return void outgoing.once('drain', write);
    }
    outgoing.end();
  };
  write();
}

function forward(base: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, url = '', headers } = incoming;
  const onward = request(new URL(url, base), { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}
