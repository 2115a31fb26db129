import type { AdmitOptions, Scheduler } from '@twilio-connector/scheduler';
import type { VirtualClock } from './virtual-clock.ts';

/** The answers in each second. */
export interface Answers {
  readonly accepted: number[];
  readonly refused: number[];
}

export interface ThrottledTwilio {
  readonly answers: Answers;
  /** Makes a call: attempts until one is accepted. Resolves with its time in milliseconds, or undefined if it was not admitted. */
  call(options: AdmitOptions): Promise<number | undefined>;
}

interface Settings {
  readonly concurrency: number;
  /** A request takes between 0.8 and 1.2 times as long. */
  readonly latencyMs: number;
  /** The longest time that a request is on its way. */
  readonly travelMs: number;
}

const BACKOFF_MS = 100;
const REFUSAL_MS = 2;

/** A Twilio on a virtual clock that answers 429 above a concurrency, behind a client that retries as ours does. */
export function createThrottledTwilio(
  { concurrency, latencyMs, travelMs }: Settings,
  clock: VirtualClock,
  { admit }: Scheduler,
  random: () => number,
): ThrottledTwilio {
  const answers: Answers = { accepted: [], refused: [] };
  let inProcess = 0;
  const sleep = (ms: number) => new Promise<void>((resolve) => void clock.setTimer(resolve, Math.max(0, ms)));
  const count = (counts: number[]) => {
    const second = Math.floor(clock.now() / 1000);
    while (counts.length <= second) counts.push(0);
    counts[second] = (counts[second] ?? 0) + 1;
  };
  const isAccepted = async (): Promise<boolean> => {
    await sleep(random() * travelMs);
    const isThrottled = inProcess >= concurrency;
    count(isThrottled ? answers.refused : answers.accepted);
    if (isThrottled) return sleep(REFUSAL_MS).then(() => false);
    inProcess += 1;
    await sleep(latencyMs * (0.8 + 0.4 * random()));
    inProcess -= 1;
    return true;
  };
  return {
    answers,
    async call(options) {
      const begin = clock.now();
      for (let attempt = 0; ; attempt += 1) {
        const permit = await admit(options).catch(() => undefined);
        if (!permit) return undefined;
        permit.sent();
        const isDone = await isAccepted();
        permit.done({ isThrottled: !isDone });
        if (isDone) return clock.now() - begin;
        await sleep(random() * BACKOFF_MS * 2 ** attempt);
      }
    },
  };
}
