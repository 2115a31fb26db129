/** A denied call, or the sum of several. */
export interface DeniedCall {
  /** Absent in a sum. */
  readonly callId?: string;
  readonly caller: string;
  readonly method: string;
  readonly resource: string;
  readonly reason: string | null;
  /** Milliseconds since 1970, of the last call. */
  readonly ms: number;
  readonly count: number;
}

/** Decides which denied calls are recorded one by one. Further ones are summed, so that a caller without roles cannot fill the disk. */
export interface DeniedCalls {
  /** @returns the records to write now: the call itself, unless it is summed, and the sums that are due */
  add(call: DeniedCall): readonly DeniedCall[];
  /** Takes the sums of all minutes that have ended. @param ms milliseconds since 1970; `Infinity` for every sum */
  take(ms: number): readonly DeniedCall[];
  /** Puts back a sum that could not be written. */
  putBack(sum: DeniedCall): void;
}

/** The denied calls of one caller in one minute. */
interface Minute {
  readonly minute: number;
  individual: number;
  sum: DeniedCall | undefined;
}

const MINUTE_MS = 60_000;
/** So many denied calls of a caller in a minute are recorded one by one. */
const INDIVIDUAL = 10;
/** So many callers are remembered. Beyond that, the sum of the first one is due early. */
const MAX_CALLERS = 10_000;
/** Stands for several methods. */
const SEVERAL = '*';

export function createDeniedCalls(maxCallers = MAX_CALLERS): DeniedCalls {
  const callers = new Map<string, Minute>();
  const takeSum = (caller: string): readonly DeniedCall[] => {
    const sum = callers.get(caller)?.sum;
    callers.delete(caller);
    return sum ? [sum] : [];
  };
  return {
    add(call) {
      const { caller, ms } = call;
      const minute = minuteOf(ms);
      const known = callers.get(caller);
      if (known?.minute === minute) {
        if (known.individual < INDIVIDUAL) {
          known.individual += 1;
          return [call];
        }
        known.sum = known.sum ? toSum(known.sum, call) : call;
        return [];
      }
      const due = [...takeSum(caller)];
      const [first] = callers.keys();
      if (callers.size >= maxCallers && first !== undefined) due.push(...takeSum(first));
      callers.set(caller, { minute, individual: 1, sum: undefined });
      return [...due, call];
    },
    take(ms) {
      const ended = [...callers].filter(([, { minute }]) => minute !== minuteOf(ms));
      return ended.flatMap(([caller]) => takeSum(caller));
    },
    putBack(sum) {
      const { caller, ms } = sum;
      const known = callers.get(caller) ?? { minute: minuteOf(ms), individual: INDIVIDUAL, sum: undefined };
      known.sum = known.sum ? toSum(sum, known.sum) : sum;
      callers.set(caller, known);
    },
  };
}

function minuteOf(ms: number): number {
  return Math.floor(ms / MINUTE_MS);
}

/** Keeps what two calls have in common. */
function toSum(before: DeniedCall, after: DeniedCall): DeniedCall {
  return {
    caller: before.caller,
    method: before.method === after.method ? before.method : SEVERAL,
    resource: commonResource(before.resource, after.resource),
    reason: before.reason === after.reason ? before.reason : null,
    ms: Math.max(before.ms, after.ms),
    count: before.count + after.count,
  };
}

/** The resource or project of both; empty if there is none. */
function commonResource(one: string, other: string): string {
  if (one === other) return one;
  const project = /^projects\/[^/]+/.exec(one)?.[0];
  return project !== undefined && project === /^projects\/[^/]+/.exec(other)?.[0] ? project : '';
}
