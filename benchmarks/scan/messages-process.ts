import { startSimulator } from '@twilio-connector/simulator';
import { serveMeasured } from '../src/measured-process.ts';
import { ageOf, type Distribution } from './distributions.ts';
import { keyOf } from './keys.ts';

type Simulator = Awaited<ReturnType<typeof startSimulator>>;
let running: Simulator | undefined;

/** About the length of a text that is read by people. */
const BODY = 'Your appointment is confirmed for tomorrow at ten. Reply C to cancel.';

// A simulator with messages that are distributed as asked.
serveMeasured({
  async start(latencyMs) {
    running = await startSimulator({ rows: 1, latencyMs: Number(latencyMs) });
    return running.url;
  },
  fill(input) {
    const { distribution, count } = input as { readonly distribution: Distribution; readonly count: number };
    const [sample] = running?.simulator.snapshot('Messages') ?? [];
    const now = Date.now();
    const sent = Array.from({ length: count }, (_, index) => now - ageOf(distribution, index / count));
    const rows = sent
      .sort((a, b) => a - b)
      .map((time, index) => ({
        ...sample,
        sid: keyOf(index),
        body: `${BODY} #${index}`,
        date_created: time - 2000,
        date_sent: time,
        date_updated: time + 2000,
      }));
    running?.simulator.seed('Messages', rows);
  },
  /** Forgets the requests so far. */
  forget() {
    running?.simulator.journal.clear();
  },
  /** The number of requests since then. */
  requests: () => running?.simulator.journal.count,
});
