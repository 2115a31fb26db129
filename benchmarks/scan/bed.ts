import { type MeasuredProcess, startMeasured } from '../src/measured-process.ts';
import { startBed as startConnector } from '../nodes/bed.ts';
import type { Distribution } from './distributions.ts';
import type { Reading, ReadingResult } from './reading.ts';

/** A simulator with messages and a reader of them, each in a process of its own. */
export interface Bed {
  /** Replaces the messages. Reads them once, so that the simulator has rendered them. */
  fill(distribution: Distribution, count: number): Promise<void>;
  /** Reads, and counts the requests. */
  read(reading: Omit<Reading, 'url'>): Promise<ReadingResult & { readonly requests: number }>;
  stop(): Promise<void>;
}

const CONNECTION = 'scan';

/**
 * @param latencyMs how long each request to the simulator takes at least
 * @param nodes those of the connector's server
 */
export async function startBed(latencyMs: number, nodes: number): Promise<Bed> {
  const processes: MeasuredProcess[] = [];
  const start = (module: string) => {
    const started = startMeasured(module, {});
    processes.push(started);
    return started;
  };
  const simulator = start('../scan/messages-process.ts');
  const reader = start('../scan/reader-process.ts');
  const url = String(await simulator.ask('start', latencyMs));
  const connector = await startConnector(url);
  await connector.create(CONNECTION, { min: nodes, max: nodes });
  const server = { url: connector.url, token: connector.token, connection: CONNECTION };
  const read: Bed['read'] = async (reading) => {
    await simulator.ask('forget');
    const through = reading.way === 'server' && { server };
    const result = (await reader.ask('read', { ...reading, ...through, url })) as ReadingResult;
    return { ...result, requests: Number(await simulator.ask('requests')) };
  };
  return {
    async fill(distribution, count) {
      await simulator.ask('fill', { distribution, count });
      await read({ way: 'connector', nodes: 100, conditions: SENT });
      // The server compiles what it runs often, as the reader does.
      await read({ way: 'server', nodes, conditions: SENT });
    },
    read,
    stop: async () => void (await Promise.all([connector, ...processes].map((each) => each.stop()))),
  };
}

/** All messages of the bed, in a condition that allows to read them in windows. */
export const SENT = 'DateSent IS NOT NULL';
