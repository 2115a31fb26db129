import { createCertificate } from '@tooling/vitest/certificate';
import { startTestProxy } from '@tooling/vitest/test-proxy';
import { describe, expect, test } from 'vitest';
import { rejection, REQUESTS } from '../../test/test-client.js';
import { startBehindProxy, startTlsServer } from '../../test/test-proxy-client.js';
import { findClosedPort, json, reset } from '../../test/test-server.js';
import { recordPermits } from '../../test/recorded-permits.js';

const failingLookup =
  (code: string) => (_host: string, _options: unknown, callback: (error: Error, none: []) => void) =>
    callback(Object.assign(new Error(code), { code, syscall: 'getaddrinfo' }), []);

describe('a proxy that cannot be reached', () => {
  test.each(['NEVER', 'TUNNEL', 'ALWAYS'] as const)(
    'with the SSL type %s, the error says that its host name cannot be resolved',
    async (sslType) => {
      const { client } = await startBehindProxy({
        option: { host: 'proxy.example', port: 3128, sslType },
        client: { lookup: failingLookup('ENOTFOUND') },
      });
      expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({
        code: 'PROXY',
        problem: 'UNRESOLVABLE',
        attempts: 5,
        message:
          'The host name of the proxy proxy.example:3128 cannot be resolved (ENOTFOUND). Check the host name of the proxy and the DNS of this machine.',
      });
    },
  );

  test('a POST succeeds if the proxy is started between two attempts', async () => {
    const port = await findClosedPort();
    const { admit, ends } = recordPermits();
    const { target, client } = await startBehindProxy({
      option: { port, sslType: 'TUNNEL' },
      client: {
        async admit(options) {
          if (ends.length === 1) await startTestProxy({ port });
          return admit(options);
        },
      },
    });
    expect(await client.request(REQUESTS.POST)).toMatchObject({ attempts: 2, body: { ok: true } });
    expect(ends).toEqual(['released', 'sent']);
    expect(target.methods).toEqual(['POST']);
  });

  test('with ALWAYS, the error names the problem of the certificate', async () => {
    const { target, client } = await startBehindProxy({ tls: createCertificate(), option: { sslType: 'ALWAYS' } });
    const error = await rejection(client.request(REQUESTS.POST));
    expect(error).toMatchObject({ code: 'PROXY', problem: 'TLS_FAILED', attempts: 5 });
    expect(error).toHaveProperty('message', expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT'));
    expect(target.methods).toEqual([]);
  });

  test('with ALWAYS, the error says that the proxy does not speak TLS', async () => {
    const { client } = await startBehindProxy({ option: { sslType: 'ALWAYS' } });
    expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({ code: 'PROXY', problem: 'TLS_FAILED' });
  });

  test('without ALWAYS, the error of a proxy that expects TLS says that it closed the connection', async () => {
    const { client } = await startBehindProxy({ tls: createCertificate(), option: { sslType: 'TUNNEL' } });
    const { problem } = (await rejection(client.request(REQUESTS.POST))) as { problem: string };
    expect(['CONNECTION_LOST', 'INVALID_RESPONSE']).toContain(problem);
  });
});

describe('a failed CONNECT', () => {
  test.each([
    [403, 'FORBIDDEN', 1],
    [502, 'TARGET_UNREACHABLE', 5],
    [503, 'TARGET_UNREACHABLE', 5],
    [504, 'TARGET_UNREACHABLE', 5],
    [400, 'UNEXPECTED_STATUS', 5],
    ['reset', 'CONNECTION_LOST', 5],
    ['garbage', 'INVALID_RESPONSE', 5],
  ] as const)(
    'a CONNECT answered with %s is %s, and the POST is certainly not sent',
    async (fault, problem, attempts) => {
      const { admit, ends } = recordPermits();
      const { proxy, target, client } = await startBehindProxy({
        fault: () => fault,
        option: { sslType: 'TUNNEL' },
        client: { admit },
      });
      const error = await rejection(client.request(REQUESTS.POST));
      expect(error).toMatchObject({ code: 'PROXY', problem, attempts });
      expect(error).toHaveProperty('message', expect.stringContaining(`The proxy 127.0.0.1:${proxy.port}`));
      expect(new Set(ends)).toEqual(new Set(['released']));
      expect(target.methods).toEqual([]);
    },
  );

  test('a proxy that does not answer a CONNECT is given up, and the error names it', async () => {
    const { proxy, client, clock } = await startBehindProxy({
      fault: () => 'hang',
      option: { sslType: 'TUNNEL' },
      client: { maxAttempts: 1 },
    });
    const arrived = proxy.arrival();
    const failed = rejection(client.request(REQUESTS.POST));
    await arrived;
    clock.advance(10_000);
    expect(await failed).toMatchObject({ code: 'PROXY', problem: 'TIMED_OUT', attempts: 1 });
  });

  test('a POST that is aborted while the tunnel is opened is not sent', async () => {
    const { proxy, target, client } = await startBehindProxy({ fault: () => 'hang', option: { sslType: 'TUNNEL' } });
    const controller = new AbortController();
    const arrived = proxy.arrival();
    const failed = rejection(client.request(REQUESTS.POST, { signal: controller.signal }));
    await arrived;
    const reason = new Error('no longer wanted');
    controller.abort(reason);
    expect(await failed).toBe(reason);
    expect(target.methods).toEqual([]);
    proxy.close();
  });

  test('the error names the problem of a certificate behind the proxy', async () => {
    const server = await startTlsServer();
    const { client } = await startBehindProxy({ client: { baseUrl: server.baseUrl } });
    const error = await rejection(client.request(REQUESTS.POST));
    expect(error).toMatchObject({ code: 'PROXY', problem: 'TARGET_TLS_FAILED', attempts: 5 });
    expect(error).toHaveProperty('message', expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT'));
    expect(server.requests).toEqual([]);
  });
});

describe('a proxy that answers in place of the target', () => {
  test.each([
    ['text/html', {}],
    ['a Proxy-Status with an error', { 'content-type': 'application/json', 'proxy-status': 'p; error=dns_error' }],
    ['the error of squid', { 'content-type': 'application/json', 'x-squid-error': 'ERR_DNS_FAIL 0' }],
  ])('a 503 with %s is told apart from one of Twilio', async (_what, errorHeaders) => {
    const { client } = await startBehindProxy({ fault: () => 503, errorHeaders });
    expect(await rejection(client.request(REQUESTS.GET))).toMatchObject({ problem: 'TARGET_UNREACHABLE', attempts: 5 });
    const error = await rejection(client.request(REQUESTS.POST));
    expect(error).toMatchObject({ code: 'OUTCOME_UNKNOWN', attempts: 1, cause: { problem: 'TARGET_UNREACHABLE' } });
  });

  test('a 403 of the proxy is a definite failure, and not one of the credentials at Twilio', async () => {
    const { target, client } = await startBehindProxy({ fault: () => 403 });
    expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({ problem: 'FORBIDDEN', attempts: 1 });
    expect(target.methods).toEqual([]);
  });

  test.each([403, 503])('a %i of Twilio that comes through the proxy is one of Twilio', async (status) => {
    const { target, client } = await startBehindProxy();
    target.reply(json({ code: 20503, message: 'busy' }, status));
    expect(await rejection(client.request(REQUESTS.GET))).toMatchObject({
      code: 'API_ERROR',
      status,
      twilioCode: 20503,
    });
  });
});

describe('a proxy that breaks after the request has been passed on', () => {
  test.each(['NEVER', 'TUNNEL'] as const)(
    'with the SSL type %s, the outcome of a POST is unknown, and it is sent once',
    async (sslType) => {
      const { proxy, target, client } = await startBehindProxy({ option: { sslType } });
      target.reply((response, number, request) => (proxy.close(), reset(response, number, request)));
      expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({ code: 'OUTCOME_UNKNOWN', attempts: 1 });
      expect(target.methods).toEqual(['POST']);
    },
  );
});
