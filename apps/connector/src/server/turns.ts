/** Waits for a turn of the event loop in which there is room. Returns undefined if there is room in this one. */
export type Turns = () => Promise<void> | undefined;

/**
 * Lets at most `perTurn` callers go on in each turn of the event loop, in order. A crowd would otherwise make one turn of them
 * all, and timers and requests to Twilio that are due would wait until its end.
 *
 * @param nextTurn calls back in the next turn
 */
export function createTurns(perTurn: number, nextTurn: (callback: () => void) => unknown = setImmediate): Turns {
  const waiting: (() => void)[] = [];
  let begun = 0;
  let isWatched = false;
  const watch = (): void => {
    if (!isWatched) nextTurn(onTurn);
    isWatched = true;
  };
  const beginNext = (): void => waiting.shift()?.();
  const onTurn = (): void => {
    isWatched = false;
    begun = Math.min(perTurn, waiting.length);
    if (begun > 0) watch();
    // Each in a callback of its own, so that the work of one is done before the next begins.
    for (let left = begun; left > 0; left -= 1) nextTurn(beginNext);
  };
  return () => {
    watch();
    if (begun >= perTurn || waiting.length > 0) return new Promise((resolve) => void waiting.push(resolve));
    begun += 1;
    return undefined;
  };
}
