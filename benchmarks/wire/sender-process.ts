import { subscribe } from 'node:diagnostics_channel';
import { readEnv, startConnector } from '@twilio-connector/connector';
import { serveMeasured } from '../src/measured-process.ts';
import { now } from './clock.ts';

// A real server that stamps each request to Twilio itself, and stalls on request.

/** Published by undici just before the first byte of a request is written. */
const WRITING = 'undici:client:sendHeaders';

/** How often the process stalls, and for how long, in milliseconds. The time between two stalls varies by half. */
export interface Stalls {
  readonly everyMs: number;
  readonly forMs: number;
}

let stamps: number[] = [];
let timer: NodeJS.Timeout | undefined;

serveMeasured({
  async start() {
    const env = readEnv({ ...process.env, CONNECTOR_LOG_LEVEL: 'silent', PORT: '0', PG_PORT: 'off' });
    const { url } = await startConnector({ env, logDestination: { write() {} } });
    subscribe(WRITING, () => void stamps.push(now()));
    return url;
  },
  take() {
    const taken = stamps;
    stamps = [];
    return taken;
  },
  stall: (stalls) => stall(stalls as Stalls),
  stopStalling: () => clearTimeout(timer),
});

function stall({ everyMs, forMs }: Stalls): void {
  const pauseMs = everyMs * (0.5 + Math.random());
  timer = setTimeout(() => {
    const end = now() + forMs;
    while (now() < end);
    stall({ everyMs, forMs });
  }, pauseMs);
}
