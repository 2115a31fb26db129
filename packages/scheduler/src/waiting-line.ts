import { createFairQueue, type FairPlace, type FairQueue } from './fair-queue.js';
import { createLinkedQueue, type Place } from './linked-queue.js';

/** `interactive`: someone is waiting for the answer. `bulk`: exports, page walks and other work that can wait. */
export type Priority = 'interactive' | 'bulk';

/** While jobs of both priorities wait, four interactive jobs start before each bulk job. */
const INTERACTIVE_IN_A_ROW = 4;

interface Waiting {
  readonly priority: Priority;
  readonly caller: string | undefined;
}

/** Where an item stands in the line. */
export interface LinePlace<Item> {
  readonly item: Item;
  inQueue?: FairPlace<LinePlace<Item>>;
  /** Only interactive items have a deadline. */
  byAge?: Place<LinePlace<Item>>;
}

/**
 * Decides which job starts next. Interactive jobs start before bulk jobs, but every fifth start is a bulk job. Within a
 * priority, the callers take turns, and the first job of a caller to come starts first.
 */
export interface WaitingLine<Item extends Waiting> {
  readonly size: number;
  sizeOf(priority: Priority): number;
  /** The number of callers that have items of this priority. */
  callersOf(priority: Priority): number;
  /** The number of items of this priority that a caller has. */
  sizeOfCaller(priority: Priority, caller: string | undefined): number;
  /** The interactive item that has waited longest. */
  readonly oldestInteractive: LinePlace<Item> | undefined;
  push(item: Item): LinePlace<Item>;
  remove(place: LinePlace<Item>): void;
  /** Removes and returns the item whose turn it is. */
  shift(): Item | undefined;
  /** The number of waiting items that start before the item of this priority that has `before` others of it before it. */
  ahead(priority: Priority, before: number): number;
}

export function createWaitingLine<Item extends Waiting>(): WaitingLine<Item> {
  return new TwoPriorities<Item>();
}

class TwoPriorities<Item extends Waiting> implements WaitingLine<Item> {
  readonly #queues: Readonly<Record<Priority, FairQueue<LinePlace<Item>>>> = {
    interactive: createFairQueue(),
    bulk: createFairQueue(),
  };
  readonly #byAge = createLinkedQueue<LinePlace<Item>>();
  /** The number of interactive starts in a row while a bulk job waited. */
  #passedOver = 0;

  get size(): number {
    return this.sizeOf('interactive') + this.sizeOf('bulk');
  }

  get oldestInteractive(): LinePlace<Item> | undefined {
    return this.#byAge.first;
  }

  sizeOf(priority: Priority): number {
    return this.#queues[priority].size;
  }

  callersOf(priority: Priority): number {
    return this.#queues[priority].callers;
  }

  sizeOfCaller(priority: Priority, caller: string | undefined): number {
    return this.#queues[priority].sizeOf(caller);
  }

  push(item: Item): LinePlace<Item> {
    const { caller, priority } = item;
    const place: LinePlace<Item> = { item };
    place.inQueue = this.#queues[priority].push(place, caller);
    if (priority === 'interactive') place.byAge = this.#byAge.push(place);
    return place;
  }

  remove({ item, inQueue, byAge }: LinePlace<Item>): void {
    if (inQueue) this.#queues[item.priority].remove(inQueue);
    if (byAge) this.#byAge.remove(byAge);
  }

  shift(): Item | undefined {
    const { interactive, bulk } = this.#queues;
    const isBulk = bulk.size > 0 && (interactive.size === 0 || this.#passedOver >= INTERACTIVE_IN_A_ROW);
    this.#passedOver = isBulk || bulk.size === 0 ? 0 : this.#passedOver + 1;
    const place = (isBulk ? bulk : interactive).shift();
    if (place?.byAge) this.#byAge.remove(place.byAge);
    return place?.item;
  }

  ahead(priority: Priority, before: number): number {
    const { interactive, bulk } = this.#queues;
    if (priority === 'bulk') {
      const turns = INTERACTIVE_IN_A_ROW * (before + 1) - this.#passedOver;
      return before + Math.min(interactive.size, turns);
    }
    const bulkTurns = Math.floor((this.#passedOver + before) / INTERACTIVE_IN_A_ROW);
    return before + Math.min(bulk.size, bulkTurns);
  }
}
