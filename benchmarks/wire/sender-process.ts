import { subscribe } from 'node:diagnostics_channel';
import { fileURLToPath } from 'node:url';
import { serveMeasured } from '../src/measured-process.ts';
import { CONNECTOR } from '../src/servers.ts';
import { now } from './clock.ts';

// The command `serve` in a process that stamps each request to Twilio itself, and stalls on request. The command is bundled, and
// takes less CPU time for a call than the modules of the package do.

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
  /** Resolves when the server is ready. */
  async start() {
    process.argv.splice(1, Infinity, fileURLToPath(CONNECTOR), 'serve');
    await import(CONNECTOR.href);
    subscribe(WRITING, () => void stamps.push(now()));
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
