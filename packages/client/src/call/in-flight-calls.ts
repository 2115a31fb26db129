import { TwilioRequestError } from '../errors.js';

/** The calls of one client, from their beginning to their end, waits included. */
export interface Calls {
  /** @throws TwilioRequestError once `close` was called */
  run<T>(call: () => Promise<T>): Promise<T>;
  /** Refuses every later call, and waits until those that have begun have ended. */
  close(): Promise<void>;
}

export function createCalls(): Calls {
  const underWay = new Set<Promise<unknown>>();
  let closed = false;
  return {
    async run(call) {
      if (closed) throw new TwilioRequestError('The client was closed. Make a new one.');
      const running = call();
      underWay.add(running);
      try {
        return await running;
      } finally {
        underWay.delete(running);
      }
    },
    async close() {
      closed = true;
      await Promise.allSettled(underWay);
    },
  };
}
