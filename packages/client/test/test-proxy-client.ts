import { createCertificate } from '@tooling/vitest/certificate';
import { startTestProxy, type TestProxyOptions } from '@tooling/vitest/test-proxy';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { TwilioClientOptions } from '../src/options.js';
import type { ProxyOptions } from '../src/proxy/proxy-options.js';
import { createTestClient } from './test-client.js';
import { json, startServer } from './test-server.js';

export const LOGIN = { user: 'mufasa "the" \\ king', password: 'Circle of Life: 42' };

/** A target, a proxy in front of it, and a client that uses the proxy. */
export async function startBehindProxy(
  given: TestProxyOptions & {
    readonly client?: Partial<TwilioClientOptions>;
    readonly option?: Partial<ProxyOptions>;
  } = {},
) {
  const { client: clientOptions, option, ...proxyOptions } = given;
  const proxy = await startTestProxy({ ...LOGIN, ...proxyOptions });
  const target = await startServer(json({ ok: true }));
  const { scheme } = proxyOptions;
  const { client, clock } = createTestClient({
    baseUrl: target.baseUrl,
    proxy: { host: proxy.host, port: proxy.port, ...(scheme && { authentication: { scheme, ...LOGIN } }), ...option },
    ...clientOptions,
  });
  return { proxy, target, client, clock };
}

/** Starts an https server with a certificate that no public authority knows. */
export async function startTlsServer(options: { readonly ca?: string; readonly maxVersion?: 'TLSv1.2' } = {}) {
  const { cert, key } = createCertificate();
  const requests: { readonly method: string }[] = [];
  const isMutual = options.ca !== undefined;
  const server = createServer({ cert, key, ...options, requestCert: isMutual, rejectUnauthorized: isMutual });
  server.on('request', (request, response) => {
    requests.push({ method: request.method ?? '' });
    request.resume();
    response.setHeader('content-type', 'application/json');
    response.end('{"ok":true}');
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `https://127.0.0.1:${port}`, port, requests, cert };
}
