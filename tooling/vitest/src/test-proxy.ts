import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, request as sendRequest, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';

/** What the proxy does with a request instead of passing it on. */
export type ProxyFault = number | 'hang' | 'reset' | 'garbage';

export interface TestProxyOptions {
  readonly scheme?: 'BASIC' | 'DIGEST';
  readonly user?: string;
  readonly password?: string;
  /** Of Digest. Default: MD5, which an old proxy does not name. */
  readonly algorithm?: string;
  /** How often a nonce may be used. */
  readonly nonceUses?: number;
  /** Headers of every 407 instead of the proxy's own challenge. */
  readonly challenges?: readonly string[];
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca?: string; readonly requestCert?: boolean };
  /** The port to listen on. Default: any. */
  readonly port?: number;
  /** Returns what to do with a request whose credentials are right; `number` is 1 for the first. */
  readonly fault?: (number: number) => ProxyFault | undefined;
  /** Headers of the proxy's own errors. */
  readonly errorHeaders?: Readonly<Record<string, string>>;
}

/** A proxy for tests. It resolves every name to 127.0.0.1. */
export interface TestProxy {
  readonly host: string;
  readonly port: number;
  /** Every request in order: method, target and the status of the answer, 0 if there was none. */
  readonly log: { readonly method: string; readonly target: string; readonly status: number }[];
  /** The `Proxy-Authorization` headers in order of arrival. */
  readonly logins: (string | undefined)[];
  connections(): number;
  /** Resolves when the next request has arrived. */
  arrival(): Promise<void>;
  /** Changes the password from the next request on. */
  setPassword(password: string): void;
  close(): void;
}

/** Starts a proxy on 127.0.0.1 that is stopped when the test ends. */
export async function startTestProxy(options: TestProxyOptions = {}): Promise<TestProxy> {
  const log: TestProxy['log'] = [];
  const logins: (string | undefined)[] = [];
  const sockets = new Set<Duplex>();
  const waiting: (() => void)[] = [];
  let accepted = 0;
  let connections = 0;
  let check = createCheck(options);
  const setPassword = (password: string) => {
    check = createCheck({ ...options, password });
  };

  /** Returns the proxy's own answer, or undefined if the request is passed on. */
  function judge({ method = '', url: target = '', headers }: IncomingMessage) {
    const login = headers['proxy-authorization'];
    logins.push(login);
    for (const resolve of waiting.splice(0)) resolve();
    const challenges = check(login, method, target);
    const fault = challenges ? 407 : options.fault?.(++accepted);
    const entry = { method, target, status: typeof fault === 'number' ? fault : fault === undefined ? 200 : 0 };
    log.push(entry);
    return fault === undefined ? undefined : { fault, challenges: options.challenges ?? challenges ?? [] };
  }

  const server = options.tls
    ? createTlsServer({ ...options.tls, rejectUnauthorized: options.tls.requestCert ?? false })
    : createServer();
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const answer = judge(request);
    if (!answer) return passOn(request, response);
    if (typeof answer.fault !== 'number') return breakOff(request.socket, answer.fault);
    const page = { 'content-type': 'text/html', 'proxy-authenticate': [...answer.challenges] };
    response.writeHead(answer.fault, { ...page, ...options.errorHeaders }).end('<h1>The proxy says no</h1>');
  });
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => undefined);
    const answer = judge(request);
    if (!answer) return sockets.add(openTunnel(request.url ?? '', socket));
    if (typeof answer.fault !== 'number') return breakOff(socket, answer.fault);
    const lines = answer.challenges.map((challenge) => `Proxy-Authenticate: ${challenge}\r\n`).join('');
    return socket.end(`HTTP/1.1 ${answer.fault} No\r\n${lines}Content-Length: 2\r\n\r\nNo`);
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(close);
  const { port } = server.address() as AddressInfo;
  const arrival = () => new Promise<void>((resolve) => waiting.push(resolve));
  return { host: '127.0.0.1', port, log, logins, connections: () => connections, arrival, setPassword, close };
}

function breakOff(socket: Duplex, fault: Exclude<ProxyFault, number>): void {
  if (fault === 'reset') socket.destroy();
  if (fault === 'garbage') socket.end('SSH-2.0-OpenSSH_9.9\r\n');
}

function openTunnel(target: string, socket: Duplex): Socket {
  const upstream = connect(Number(target.split(':').at(-1)), '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.pipe(upstream).pipe(socket);
  });
  const refuse = () => socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
  socket.on('close', () => upstream.destroy());
  return upstream.on('error', refuse).on('close', () => socket.destroy());
}

function passOn(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '');
  const { 'proxy-authorization': _, connection: __, ...headers } = request.headers;
  const { method } = request;
  const upstream = sendRequest({ host: '127.0.0.1', port: url.port, path: url.pathname + url.search, method, headers });
  upstream.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  upstream.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
  request.pipe(upstream);
}

type Check = (login: string | undefined, method: string, target: string) => readonly string[] | undefined;

/** Returns a function that returns the challenges for a request whose credentials are not right. */
function createCheck({
  scheme,
  user = '',
  password = '',
  algorithm = 'MD5',
  nonceUses = Infinity,
}: TestProxyOptions): Check {
  if (scheme === undefined) return () => undefined;
  if (scheme === 'BASIC') {
    const right = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    return (login) => (login === right ? undefined : ['Basic realm="test"']);
  }
  const counts = new Map<string, number>();
  const challenge = (stale: boolean) => {
    const nonce = randomUUID();
    counts.set(nonce, 0);
    const name = algorithm === 'MD5' ? '' : `, algorithm=${algorithm}`;
    return [
      `Digest realm="a \\"test\\", proxy", nonce="${nonce}", qop="auth,auth-int"${name}${stale ? ', stale=true' : ''}`,
    ];
  };
  return (login, method, target) => {
    const given = Object.fromEntries(
      Array.from(login?.matchAll(/(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g) ?? [], ([, key = '', quoted, token]) => [
        key,
        quoted?.replaceAll(/\\(.)/g, '$1') ?? token ?? '',
      ]),
    ) as Record<string, string>;
    const { nonce = '', nc = '', cnonce = '', uri = '', response } = given;
    const used = counts.get(nonce);
    const hash = (text: string) =>
      createHash(algorithm.startsWith('SHA-256') ? 'sha256' : 'md5')
        .update(text)
        .digest('hex');
    const login1 = hash(`${user}:a "test", proxy:${password}`);
    const key = algorithm.endsWith('-sess') ? hash(`${login1}:${nonce}:${cnonce}`) : login1;
    const right = hash(`${key}:${nonce}:${nc}:${cnonce}:auth:${hash(`${method}:${uri}`)}`);
    if (used === undefined || response !== right || uri !== target) return challenge(false);
    // Strict: a count that does not increase by one is a replay.
    if (used >= nonceUses || Number.parseInt(nc, 16) !== used + 1) return challenge(true);
    counts.set(nonce, used + 1);
    return undefined;
  };
}
