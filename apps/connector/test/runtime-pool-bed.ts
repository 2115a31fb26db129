import { createRuntimePool } from '../src/connections/runtime-pool.js';
import { connectionOf, type FakeRuntime, fakeSource, settled } from './connection-parts.js';

/** The connection of a call, and a later revision of it. */
export const connection = connectionOf();
export const changed = connectionOf({ connectionRevision: '2' });

/** A pool of fake runtimes, with a clock that only the test advances. */
export function openRuntimePool() {
  const source = fakeSource();
  const clock = { now: 1_000_000 };
  const runtimePool = createRuntimePool(source, () => clock.now);
  /** Returns what the runtime of a call was made of. */
  const runtimeOf = (of = connection) => runtimePool.use(of, async (runtime) => (runtime as FakeRuntime).of);
  /** Starts a call that lasts until it is ended. */
  const begin = (of = connection) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let got: FakeRuntime | undefined;
    const done = runtimePool.use(of, async (runtime) => {
      got = runtime as FakeRuntime;
      await promise;
    });
    return {
      runtime: () => got,
      async end() {
        resolve();
        await done;
        await settled();
      },
    };
  };
  return { source, clock, runtimePool, runtimeOf, begin };
}
