import { createLinkedQueue, type Linked, type LinkedQueue } from './linked-queue.js';

/** `interactive`: someone is waiting for the answer. `bulk`: exports, page walks and other work that can wait. */
export type Priority = 'interactive' | 'bulk';

/** While jobs of both priorities wait, four interactive jobs start before each bulk job. */
const INTERACTIVE_IN_A_ROW = 4;

/**
 * Decides which job starts next. Within a priority, the first to come starts first. Interactive jobs start before bulk
 * jobs, but every fifth start is a bulk job.
 */
export interface WaitingLine<Item extends Linked<Item> & { readonly priority: Priority }> {
  readonly size: number;
  sizeOf(priority: Priority): number;
  firstOf(priority: Priority): Item | undefined;
  push(item: Item): void;
  remove(item: Item): void;
  /** Removes and returns the item whose turn it is. */
  shift(): Item | undefined;
  /** The number of waiting items that start before an interactive newcomer. */
  aheadOfInteractive(): number;
  /** The number of waiting items that start before the first item of this priority. */
  aheadOfFirst(priority: Priority): number;
}

export function createWaitingLine<Item extends Linked<Item> & { readonly priority: Priority }>(): WaitingLine<Item> {
  const interactive = createLinkedQueue<Item>();
  const bulk = createLinkedQueue<Item>();
  /** The number of interactive starts in a row while a bulk job waited. */
  let passedOver = 0;
  const queueOf = (priority: Priority): LinkedQueue<Item> => (priority === 'bulk' ? bulk : interactive);
  const isBulkNext = (): boolean => bulk.size > 0 && (interactive.size === 0 || passedOver >= INTERACTIVE_IN_A_ROW);
  return {
    get size() {
      return interactive.size + bulk.size;
    },
    sizeOf: (priority) => queueOf(priority).size,
    firstOf: (priority) => queueOf(priority).first,
    push: (item) => queueOf(item.priority).push(item),
    remove: (item) => queueOf(item.priority).remove(item),
    shift() {
      const isBulk = isBulkNext();
      passedOver = isBulk || bulk.size === 0 ? 0 : passedOver + 1;
      const queue = isBulk ? bulk : interactive;
      const item = queue.first;
      if (item) queue.remove(item);
      return item;
    },
    aheadOfInteractive() {
      const bulkTurns = Math.floor((interactive.size + passedOver) / INTERACTIVE_IN_A_ROW);
      return interactive.size + Math.min(bulk.size, bulkTurns);
    },
    aheadOfFirst(priority) {
      if (priority === 'interactive') return isBulkNext() ? 1 : 0;
      return Math.min(interactive.size, INTERACTIVE_IN_A_ROW - passedOver);
    },
  };
}
