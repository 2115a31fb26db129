import { setTimeout as delay } from 'node:timers/promises';

/** A slow request to the simulator that the test ends. */
export interface HeldRequest {
  /** Resolves when the simulator has received the request. */
  readonly arrived: Promise<void>;
  /** Lets the simulator answer. */
  release(): void;
}

/** A `sleep` for the simulator, which holds requests with the fault `slow` while the test wants it. */
export function createHolds() {
  let current: { readonly arrive: () => void; readonly released: Promise<void> } | undefined;
  return {
    sleep: (ms: number): Promise<unknown> => {
      if (!current) return delay(ms);
      current.arrive();
      return current.released;
    },
    hold: (): HeldRequest => {
      const arrived = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      current = { arrive: arrived.resolve, released: released.promise };
      return {
        arrived: arrived.promise,
        release() {
          current = undefined;
          released.resolve();
        },
      };
    },
  };
}
