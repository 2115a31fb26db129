import pg from 'pg';
import { freePort } from '../src/free-port.ts';
import { startMeasured } from '../src/measured-process.ts';
import type { ServerProcess } from '../src/server-process.ts';
import { type Connector, startConnectorTo } from '../src/servers.ts';

/** A connector that serves clients of PostgreSQL, in a process of its own. */
interface Served {
  readonly connector: Connector;
  /** Logs in. */
  readonly connect: () => Promise<pg.Client>;
  readonly stop: () => Promise<void>;
}

/** With a simulator, in another process. */
export interface Bed extends Served {
  readonly simulatorUrl: string;
}

export interface BedOptions {
  readonly messages: number;
  /** How long each request to the simulator takes at least. */
  readonly latencyMs: number;
}

export async function startBed({ messages, latencyMs }: BedOptions): Promise<Bed> {
  const simulator = startMeasured('../scan/messages-process.ts', {});
  try {
    const simulatorUrl = String(await simulator.ask('start', latencyMs));
    await simulator.ask('fill', { distribution: 'even', count: messages });
    const served = await startServer(simulatorUrl);
    const stop = async () => void (await Promise.all([simulator.stop(), served.stop()]));
    return { ...served, simulatorUrl, stop };
  } catch (error) {
    await simulator.stop();
    throw error;
  }
}

/** A connector to a simulator, for clients of PostgreSQL. */
export async function startServer(simulatorUrl: string): Promise<Served> {
  const port = await freePort();
  const connector: Connector & ServerProcess = await startConnectorTo(simulatorUrl, { PG_PORT: String(port) });
  const clients: pg.Client[] = [];
  return {
    connector,
    connect: async () => {
      const { token: password } = connector;
      const client = new pg.Client({ host: '127.0.0.1', port, user: 'admin', password, database: 'twilio' });
      await client.connect();
      clients.push(client);
      return client;
    },
    stop: async () => {
      await Promise.all(clients.map((client) => client.end()));
      await connector.stop();
    },
  };
}
