import { createCertificate } from '@tooling/vitest/certificate';
import { freePort, hasSquid, startSquid } from '@tooling/vitest/squid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectionName, type ConnectionsBed, refusalOf, startConnectionsBed, until } from './connections-bed.js';
import { runNineExamples } from './page-examples.js';
import { PROXY_PASSWORD, PROXY_USER, type ProxySettings, sendThrough, withProxy } from './proxy-bed.js';

const tls = createCertificate();
const simulatorTls = createCertificate();
const TRUST_PROXY = [
  { key: 'proxy_trust_model', stringValue: 'PRIVATE' },
  {
    key: 'proxy_server_certificate',
    secretValue: { secretVersion: 'projects/demo/secrets/proxy-ca/versions/latest' },
  },
];
const TRUST_SIMULATOR = {
  trustModel: 'PRIVATE',
  privateServerCertificate: { secretVersion: 'projects/demo/secrets/simulator-ca/versions/latest' },
};

describe.skipIf(!hasSquid)('a connection through squid (apt-get install squid)', () => {
  let squid: Awaited<ReturnType<typeof startSquid>>;
  /** The simulator is reached over http or over https. */
  const beds = {} as Record<'http' | 'https', ConnectionsBed>;
  beforeAll(async () => {
    squid = await startSquid({ user: PROXY_USER, password: PROXY_PASSWORD, tls });
    beds.http = await startConnectionsBed({ CONNECTOR_ALLOWED_HOSTS: '127.0.0.1' });
    beds.https = await startConnectionsBed({ CONNECTOR_ALLOWED_HOSTS: '127.0.0.1' }, simulatorTls);
    for (const bed of Object.values(beds)) {
      await bed.keepSecret('twilio-token', bed.simulator.authToken);
      await bed.keepSecret('proxy-password', PROXY_PASSWORD);
      await bed.keepSecret('proxy-ca', tls.cert);
      await bed.keepSecret('simulator-ca', simulatorTls.cert);
    }
  });
  afterAll(async () => {
    for (const bed of Object.values(beds)) await bed.close();
    await squid.stop();
  });

  const SCHEMES = ['BASIC', 'DIGEST'] as const;

  /** Creates a connection through squid, and forgets the request of its test. */
  async function create(bed: ConnectionsBed, id: string, settings: Omit<ProxySettings, 'port'>) {
    const port = settings.sslType === 'ALWAYS' ? squid.tlsPort : squid.port;
    const { response } = await bed.create(id, withProxy(bed, { port, ...settings }));
    expect(response).toMatchObject({ status: { state: 'ACTIVE' } });
  }

  describe.each(SCHEMES)('with %s', (scheme) => {
    test.each(['NEVER', 'ALWAYS'] as const)(
      "the nine examples over http with %s are the same in squid's log and in the simulator's journal",
      async (sslType) => {
        const bed = beds.http;
        bed.simulator.reset();
        const before = squid.passed().length;
        const id = `http-${scheme}-${sslType}`.toLowerCase();
        await create(bed, id, { scheme, sslType, sslConfig: { additionalVariables: TRUST_PROXY } });
        await runNineExamples(bed.v2, connectionName(id));
        const received = bed.simulator.journal.requests().map(({ method, path }) => `${method} ${path}`);
        expect(received.length).toBeGreaterThan(10);
        const passed = () =>
          squid
            .passed()
            .slice(before)
            .map((line) => line.replace(/http:\/\/[^/]+(?:\/api|\/messaging)?/, '').replace(/\?.*/, ''));
        await until(() => passed().length >= received.length);
        expect(passed().toSorted()).toEqual(received.map((line) => line.replace(/\?.*/, '')).toSorted());
      },
    );

    test.each([
      ['http', 'TUNNEL'],
      ['https', 'AUTO'],
      ['https', 'NEVER'],
      ['https', 'ALWAYS'],
      ['https', 'TUNNEL'],
    ] as const)('the nine examples over %s with %s go through tunnels to the simulator', async (protocol, sslType) => {
      const bed = beds[protocol];
      bed.simulator.reset();
      const before = squid.passed().length;
      const id = `${protocol}-${scheme}-${sslType}-tunnel`.toLowerCase();
      const sslConfig = { ...(protocol === 'https' && TRUST_SIMULATOR), additionalVariables: TRUST_PROXY };
      await create(bed, id, { scheme, sslType, sslConfig });
      await runNineExamples(bed.v2, connectionName(id));
      await bed.delete(id);
      expect(bed.simulator.journal.count).toBeGreaterThan(10);
      const { host } = new URL(bed.baseUrl.replace('{product}', ''));
      // A tunnel is logged when it is closed, here with the connection.
      await until(() => squid.passed().length > before);
      expect(new Set(squid.passed().slice(before))).toEqual(new Set([`CONNECT ${host}`]));
    });
  });

  test('Digest survives nonces that become stale, and every write arrives once', async () => {
    const bed = beds.http;
    await create(bed, 'stale', { scheme: 'DIGEST', sslType: 'NEVER' });
    bed.simulator.reset();
    const before = squid.challenges();
    for (let round = 0; round < 3; round++) {
      await Promise.all(Array.from({ length: 10 }, (_, call) => sendThrough(bed, 'stale', `${round}-${call}`)));
    }
    expect(squid.challenges()).toBeGreaterThan(before);
    expect(bed.simulator.journal.count).toBe(30);
  });

  test.each(SCHEMES)('a wrong password with %s is refused, and nothing reaches the simulator', async (scheme) => {
    const bed = beds.http;
    await bed.keepSecret('wrong', 'not-the-password');
    bed.simulator.reset();
    const id = `wrong-${scheme}`.toLowerCase();
    await bed.create(id, withProxy(bed, { port: squid.port, scheme, secret: 'wrong' }));
    const { status } = await bed.get(id);
    expect(status).toMatchObject({
      state: 'ERROR',
      description: expect.stringMatching(/^The proxy 127\.0\.0\.1:\d+ rejected/),
    });
    expect(await refusalOf(sendThrough(bed, id))).toMatchObject({ reason: 'PROXY_CREDENTIALS_REJECTED' });
    expect(bed.simulator.journal.count).toBe(0);
  });

  test('a target that squid cannot reach is told apart from an error of Twilio', async () => {
    const bed = beds.http;
    const port = await freePort();
    for (const sslType of ['NEVER', 'TUNNEL'] as const) {
      const id = `unreachable-${sslType}`.toLowerCase();
      const body = withProxy(bed, { port: squid.port, scheme: 'BASIC', sslType });
      const variables = (body.configVariables ?? []).map((variable) =>
        variable.key === 'base_url' ? { ...variable, stringValue: `http://127.0.0.1:${port}` } : variable,
      );
      await bed.create(id, { ...body, configVariables: variables });
      const { status } = await bed.get(id);
      expect(status?.description).toMatch(
        /^The proxy .* (?:cannot reach|got no response from) 127\.0\.0\.1:\d+ \(HTTP 50\d\)/,
      );
    }
  });
});
