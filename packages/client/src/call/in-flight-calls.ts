import { TwilioRequestError } from '../errors.js';

/** The calls of one client that have begun and not ended, including those waiting to retry. */
export interface InFlightCalls {
  /** @throws TwilioRequestError after `drain` */
  track<T>(call: () => Promise<T>): Promise<T>;
  /** Rejects new calls and waits until all in-flight calls have ended. */
  drain(): Promise<void>;
}

export function createInFlightCalls(): InFlightCalls {
  const inFlight = new Set<Promise<unknown>>();
  let isClosed = false;
  return {
    async track(call) {
      if (isClosed) throw new TwilioRequestError('The client is closed. Create a new one.');
      const running = call();
      inFlight.add(running);
      try {
        return await running;
      } finally {
        inFlight.delete(running);
      }
    },
    async drain() {
      isClosed = true;
      await Promise.allSettled(inFlight);
    },
  };
}
