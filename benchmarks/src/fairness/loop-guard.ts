/** Knows when this process itself was late. */
export interface LoopGuard {
  /** How long the event loop was late between two times of `performance.now()`, in milliseconds. */
  lateMs(from: number, to: number): number;
  stop(): void;
}

const STEP_MS = 2;
/** Timers are precise to about a millisecond. */
const TOLERANCE_MS = 2;

/** Watches the event loop with a timer: whenever it fires late, other work or the machine has delayed this process. */
export function watchLoop(): LoopGuard {
  const stalls: { readonly from: number; readonly to: number }[] = [];
  let due = performance.now() + STEP_MS;
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - due > TOLERANCE_MS) stalls.push({ from: due, to: now });
    due = now + STEP_MS;
  }, STEP_MS);
  return {
    lateMs: (from, to) =>
      stalls.reduce((sum, stall) => sum + Math.max(0, Math.min(to, stall.to) - Math.max(from, stall.from)), 0),
    stop: () => clearInterval(timer),
  };
}
