import { startSimulator } from '@twilio-connector/simulator';
import { createFindings, COUNTED, type Findings } from './findings.ts';
import { runLane } from './lane.ts';
import { createRandom } from './random.ts';
import { createTwilioStore } from './twilio-store.ts';

/** Options of `runCrashes`. */
export interface RunOptions {
  readonly kills: number;
  /** The number of servers at a time, each with its own data folder. */
  readonly lanes: number;
  readonly seed: number;
  /** Called after each kill with the number of kills so far. */
  readonly onKill?: (kills: number) => void;
}

/** Runs servers against a simulator in this process, kills them at random moments, and reports all flaws. */
export async function runCrashes({ kills, lanes, seed, onKill }: RunOptions): Promise<Findings> {
  const running = await startSimulator({ rows: 3000, seed });
  const { simulator, url: twilioUrl } = running;
  let killed = 0;
  const count = () => onKill?.((killed += 1));
  const store = createTwilioStore(simulator);
  const { sids } = store;
  const share = Math.floor(sids.length / lanes);
  try {
    const found = await Promise.all(
      Array.from({ length: lanes }, (_, index) => {
        // Each lane changes different messages.
        const laneStore = { ...store, sids: sids.slice(index * share, (index + 1) * share) };
        const random = createRandom(seed + index);
        const each = Math.ceil(kills / lanes);
        return runLane({
          lane: `crash-${index}`,
          random,
          simulator,
          twilioUrl,
          store: laneStore,
          kills: each,
          onKill: count,
        });
      }),
    );
    return join(found);
  } finally {
    await running.close();
  }
}

function join(all: readonly Findings[]): Findings {
  const joined = createFindings();
  const counts = Object.fromEntries(COUNTED.map((name) => [name, all.reduce((sum, one) => sum + one.counts[name], 0)]));
  return { ...joined, counts: { ...joined.counts, ...counts }, flaws: all.flatMap(({ flaws }) => flaws) };
}
