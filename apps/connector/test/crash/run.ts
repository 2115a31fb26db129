import { startSimulator } from '@twilio-connector/simulator';
import { createFindings, COUNTED, type Findings } from './findings.ts';
import { runLane } from './lane.ts';
import { createRandom } from './random.ts';
import { createTwilioStore } from './twilio-store.ts';

/** What a run is made of. */
export interface RunOptions {
  readonly kills: number;
  /** How many servers there are at a time, each on a data folder of its own. */
  readonly lanes: number;
  readonly seed: number;
  /** Told after each kill how many there were. */
  readonly onKill?: (kills: number) => void;
}

/** Runs servers over a simulator in this process, kills them at random moments, and says what was found. */
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
        // Each lane changes messages of its own.
        const own = { ...store, sids: sids.slice(index * share, (index + 1) * share) };
        const random = createRandom(seed + index);
        const each = Math.ceil(kills / lanes);
        return runLane({
          lane: `crash-${index}`,
          random,
          simulator,
          twilioUrl,
          store: own,
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
