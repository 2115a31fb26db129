import type { Clock } from '@twilio-connector/scheduler';

/** A clock that stands still until it is moved, so that hours pass in seconds. */
export interface VirtualClock extends Clock {
  /** Moves the time forward. Fires the timers on the way, each followed by the work that waited for it. */
  moveTo(time: number): Promise<void>;
  /** The number of timers that are set. */
  readonly timers: number;
}

interface Timer {
  readonly at: number;
  readonly callback: () => void;
  isCleared: boolean;
}

export function createVirtualClock(): VirtualClock {
  /** A binary heap: the next timer is the first. */
  const heap: Timer[] = [];
  const byHandle = new Map<number, Timer>();
  let now = 0;
  let lastHandle = 0;
  return {
    now: () => now,
    setTimer(callback, delayMs) {
      const handle = (lastHandle += 1);
      const timer: Timer = {
        at: now + delayMs,
        isCleared: false,
        callback() {
          byHandle.delete(handle);
          callback();
        },
      };
      byHandle.set(handle, timer);
      push(heap, timer);
      return handle;
    },
    clearTimer(handle) {
      const timer = byHandle.get(Number(handle));
      if (timer) timer.isCleared = true;
      byHandle.delete(Number(handle));
    },
    async moveTo(time) {
      await settled();
      for (let next = heap[0]; next && next.at <= time; next = heap[0]) {
        pop(heap);
        if (next.isCleared) continue;
        now = Math.max(now, next.at);
        next.callback();
        await settled();
      }
      now = Math.max(now, time);
    },
    get timers() {
      return byHandle.size;
    },
  };
}

/** Lets the reactions to what happened run, and theirs. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
}

function push(heap: Timer[], timer: Timer): void {
  let index = heap.push(timer) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if ((heap[parent] as Timer).at <= timer.at) break;
    heap[index] = heap[parent] as Timer;
    index = parent;
  }
  heap[index] = timer;
}

function pop(heap: Timer[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let index = 0;
  for (;;) {
    let child = 2 * index + 1;
    if (child + 1 < heap.length && (heap[child + 1] as Timer).at < (heap[child] as Timer).at) child += 1;
    if (child >= heap.length || (heap[child] as Timer).at >= last.at) break;
    heap[index] = heap[child] as Timer;
    index = child;
  }
  heap[index] = last;
}
