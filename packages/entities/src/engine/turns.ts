/** The calls that wait for a turn, in order. */
const waiting: (() => void)[] = [];

/**
 * Waits for a turn of the event loop. Each turn goes to one call, so that a hundred calls delay other work no longer than one
 * does.
 */
export function waitForTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(giveTurn);
  });
}

function giveTurn(): void {
  waiting.shift()?.();
  // An immediate that is set here runs after the event loop has turned.
  if (waiting.length > 0) setImmediate(giveTurn);
}
