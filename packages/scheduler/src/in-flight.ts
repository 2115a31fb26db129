/**
 * Counts requests from their admission to their end. One whose end is never reported counts for one to two minutes, so that it
 * cannot stop the others for ever.
 */
export interface InFlight {
  count(now: number): number;
  /** Returns the generation of the request, to end it with. */
  begin(now: number): number;
  end(generation: number): void;
  /** The time at which those that have counted for too long no longer count. */
  forgetsAt(): number;
}

const GENERATION_MS = 60_000;

export function createInFlight(): InFlight {
  let generation = 0;
  let beganAt = Number.NEGATIVE_INFINITY;
  let young = 0;
  let old = 0;
  /** One generation at a time, because the clock may have stood still while a request began. */
  const age = (now: number): void => {
    if (!(now - beganAt >= GENERATION_MS)) return;
    old = young;
    young = 0;
    generation += 1;
    beganAt = now;
  };
  return {
    count(now) {
      age(now);
      return young + old;
    },
    begin(now) {
      age(now);
      young += 1;
      return generation;
    },
    end(startedIn) {
      if (startedIn === generation) young -= 1;
      else if (startedIn === generation - 1) old -= 1;
    },
    forgetsAt: () => beganAt + GENERATION_MS,
  };
}
