import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCertificate } from '@tooling/vitest/certificate';
import { cpuMicroseconds } from '../src/cpu-time.ts';
import { freePort } from '../src/free-port.ts';
import { startMeasured } from '../src/measured-process.ts';
import { startSimulator } from '../src/servers.ts';
import { createCaller } from './caller.ts';
import type { ProxySettings, Sightings } from './proxy-process.ts';
import type { Stalls } from './sender-process.ts';

/** The default of the scheduler. Requests that it lets pass are at least one second and this much apart. */
export const GUARD_MS = 5;
export const RATE_PER_NODE = 25;
const SLOW_CONNECT_MS = 900;
/** A recording in the simulator's seed data: its GET is one request to Twilio. */
const RECORDING = 'RE2e915e78549694bd0a0742d2d39454e5';
const LOGIN = { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'simulator' };
const PARENT = 'projects/local/locations/local';

/** Everything that was stamped since the last time. */
export interface Stamps {
  readonly sender: readonly number[];
  readonly proxy: Sightings;
}

/** A server, and a proxy between it and a simulator, each in a process of its own. */
export interface Bed {
  /** Creates a connection with this number of nodes and waits until it is active. */
  create(id: string, nodes: number, isSlow?: boolean): Promise<void>;
  remove(id: string): Promise<void>;
  /** Changes the number of nodes. Resolves when the change has taken effect: its check at Twilio has been made. */
  resize(id: string, nodes: number): Promise<void>;
  /** Makes one call, which sends one request. Never rejects. */
  call(id: string): Promise<void>;
  take(): Promise<Stamps>;
  /** The CPU time that each process has used so far, in milliseconds. */
  cpuMs(): Readonly<Record<string, number>>;
  stall(stalls: Stalls | undefined): Promise<void>;
  stop(): Promise<void>;
}

export async function startBed(): Promise<Bed> {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-wire-'));
  const simulator = await startSimulator();
  const proxy = startMeasured('../wire/proxy-process.ts', {});
  const { cert, key } = createCertificate();
  writeFileSync(join(folder, 'ca.pem'), cert);
  const settings: ProxySettings = { target: simulator.url, guardMs: GUARD_MS, cert, key, slowMs: SLOW_CONNECT_MS };
  const ports = (await proxy.ask('start', settings)) as { fast: number; slow: number };
  const token = randomBytes(16).toString('hex');
  const fast = `http://127.0.0.1:${ports.fast}/{product}`;
  const slow = `https://127.0.0.1:${ports.slow}/{product}`;
  const port = await freePort();
  const sender = startMeasured('../wire/sender-process.ts', {
    ...LOGIN,
    TWILIO_BASE_URL: fast,
    CONNECTOR_ALLOWED_HOSTS: '127.0.0.1',
    CONNECTOR_TOKEN: token,
    CONNECTOR_LOG_LEVEL: 'silent',
    PORT: String(port),
    PG_PORT: 'off',
    CONNECTOR_DATA: join(folder, 'data'),
    NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
  });
  await sender.ask('start');
  const url = `http://127.0.0.1:${port}`;
  const processes = { sender, proxy, simulator, caller: process };
  const ask = askerOf(url, token);
  const get = createCaller(url, token);
  return {
    ...managerOf(ask, (isSlow) => (isSlow ? slow : fast)),
    call: (id) => get(`/v2/${PARENT}/connections/${id}/entityTypes/Recordings/entities/${RECORDING}`),
    take: async () => ({
      sender: (await sender.ask('take')) as number[],
      proxy: (await proxy.ask('take')) as Sightings,
    }),
    cpuMs: () =>
      Object.fromEntries(Object.entries(processes).map(([name, { pid }]) => [name, cpuMicroseconds(pid) / 1000])),
    stall: async (stalls) => void (await sender.ask(stalls ? 'stall' : 'stopStalling', stalls)),
    async stop() {
      await Promise.all([sender.stop(), proxy.stop(), simulator.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Ask = (path: string, init?: RequestInit) => Promise<Record<string, unknown>>;

function askerOf(url: string, token: string): Ask {
  return async (path, init) => {
    const response = await fetch(url + path, { ...init, headers: { Authorization: `Bearer ${token}` } });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  };
}

function managerOf(ask: Ask, toBaseUrl: (isSlow: boolean) => string): Pick<Bed, 'create' | 'remove' | 'resize'> {
  const ended = async (operation: Record<string, unknown>): Promise<void> => {
    if (operation.done) return;
    await sleep(50);
    await ended(await ask(`/v1/${String(operation.name)}`));
  };
  return {
    async create(id, nodes, isSlow = false) {
      const body = {
        connectorVersion: 'projects/local/locations/global/providers/twilio/connectors/twilio/versions/1',
        nodeConfig: { minNodeCount: nodes, maxNodeCount: nodes },
        configVariables: [{ key: 'base_url', stringValue: toBaseUrl(isSlow) }],
        authConfig: {
          authType: 'USER_PASSWORD',
          userPassword: {
            username: LOGIN.TWILIO_ACCOUNT_SID,
            password: { secretVersion: 'projects/local/secrets/twilio-auth-token/versions/1' },
          },
        },
      };
      const path = `/v1/${PARENT}/connections?connectionId=${id}`;
      await ended(await ask(path, { method: 'POST', body: JSON.stringify(body) }));
    },
    remove: async (id) => ended(await ask(`/v1/${PARENT}/connections/${id}`, { method: 'DELETE' })),
    async resize(id, nodes) {
      const body = { nodeConfig: { minNodeCount: nodes, maxNodeCount: nodes } };
      const path = `/v1/${PARENT}/connections/${id}?updateMask=nodeConfig`;
      await ended(await ask(path, { method: 'PATCH', body: JSON.stringify(body) }));
    },
  };
}
