import { createLinkedQueue, type LinkedQueue, type Place } from './linked-queue.js';

/** The place of an item in a `FairQueue`. */
export interface FairPlace<Item> {
  readonly turn: Turn<Item>;
  readonly place: Place<Item>;
}

/** A caller that has items in the queue. */
interface Turn<Item> {
  readonly caller: string | undefined;
  readonly items: LinkedQueue<Item>;
  /** Where the caller stands among the callers. It changes with every item that the caller gets out. */
  place: Place<Turn<Item>>;
}

/**
 * Callers take turns: each gets out one item, in the order of its own arrivals, then goes to the end of the callers. With items
 * that all cost the same, this is deficit round robin. Every operation takes constant time, and a caller without items leaves
 * nothing behind.
 */
export interface FairQueue<Item> {
  readonly size: number;
  /** The number of callers that have items. */
  readonly callers: number;
  sizeOf(caller: string | undefined): number;
  /** Items without a caller have one in common. */
  push(item: Item, caller: string | undefined): FairPlace<Item>;
  remove(place: FairPlace<Item>): void;
  /** Removes and returns the item whose turn it is. */
  shift(): Item | undefined;
}

export function createFairQueue<Item>(): FairQueue<Item> {
  const turns = new Map<string | undefined, Turn<Item>>();
  const order = createLinkedQueue<Turn<Item>>();
  let size = 0;
  const enter = (caller: string | undefined): Turn<Item> => {
    const turn = { caller, items: createLinkedQueue<Item>() } as Turn<Item>;
    turn.place = order.push(turn);
    turns.set(caller, turn);
    return turn;
  };
  /** Counts an item that is gone from its caller. @param isServed whether it had its turn */
  const leave = (turn: Turn<Item>, isServed: boolean): void => {
    size -= 1;
    const isLast = turn.items.size === 0;
    if (isLast) turns.delete(turn.caller);
    if (isLast || isServed) order.remove(turn.place);
    if (!isLast && isServed) turn.place = order.push(turn);
  };
  return {
    get size() {
      return size;
    },
    get callers() {
      return turns.size;
    },
    sizeOf: (caller) => turns.get(caller)?.items.size ?? 0,
    push(item, caller) {
      const turn = turns.get(caller) ?? enter(caller);
      size += 1;
      return { turn, place: turn.items.push(item) };
    },
    remove({ turn, place }) {
      turn.items.remove(place);
      leave(turn, false);
    },
    shift() {
      const turn = order.first;
      const item = turn?.items.shift();
      if (turn) leave(turn, true);
      return item;
    },
  };
}
