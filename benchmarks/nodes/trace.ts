import { createRandom } from '../src/random.ts';

export const TRACE_SECONDS = 3600;

/**
 * A slow tide. It and the bursts are such that the defaults of Knative cost 0.16 of the static maximum, as on the trace by which
 * the policy was chosen.
 */
const TIDE = { low: 10, high: 90, periodS: 1800 };
/** On top of it, bursts at random times, up to 950 requests a second. */
const BURSTS = { perSecond: 1 / 300, minS: 3, maxS: 15, minRate: 150, maxRate: 850 };

/** The times at which requests arrive, in milliseconds: an hour of bursty traffic, the same in each run. */
export function createTrace(): Float64Array {
  const random = createRandom(13);
  const between = (low: number, high: number) => low + random() * (high - low);
  const arrivals: number[] = [];
  let burst = { rate: 0, endsAt: 0 };
  for (let second = 0; second < TRACE_SECONDS; second += 1) {
    if (second >= burst.endsAt) burst = { rate: 0, endsAt: 0 };
    if (burst.rate === 0 && random() < BURSTS.perSecond) {
      burst = {
        rate: between(BURSTS.minRate, BURSTS.maxRate),
        endsAt: second + Math.ceil(between(BURSTS.minS, BURSTS.maxS)),
      };
    }
    const wave = (1 - Math.cos((2 * Math.PI * second) / TIDE.periodS)) / 2;
    const rate = TIDE.low + (TIDE.high - TIDE.low) * wave + burst.rate;
    // Poisson arrivals: the times between them are exponential.
    for (let at = next(random, rate); at < 1; at += next(random, rate)) arrivals.push((second + at) * 1000);
  }
  return Float64Array.from(arrivals);
}

function next(random: () => number, rate: number): number {
  return -Math.log(1 - random()) / rate;
}
