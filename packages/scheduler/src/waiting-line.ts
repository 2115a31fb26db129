import { type Linked, LinkedQueue } from './queue.js';

/** `interactive`: somebody waits for the answer. `bulk`: exports, page walks and the like, which can wait. */
export type Priority = 'interactive' | 'bulk';

/** While work of both priorities waits, every fifth start is a bulk one; the four before it are interactive. */
const INTERACTIVE_IN_A_ROW = 4;

/** Who starts next: first come, first served within a priority, interactive before bulk except for bulk's turn. */
export class WaitingLine<Item extends Linked<Item> & { readonly priority: Priority }> {
  readonly #interactive = new LinkedQueue<Item>();
  readonly #bulk = new LinkedQueue<Item>();
  /** Interactive starts in a row while bulk work waited. */
  #passedOver = 0;

  get size(): number {
    return this.#interactive.size + this.#bulk.size;
  }

  sizeOf(priority: Priority): number {
    return this.#queueOf(priority).size;
  }

  firstOf(priority: Priority): Item | undefined {
    return this.#queueOf(priority).first;
  }

  push(item: Item): void {
    this.#queueOf(item.priority).push(item);
  }

  remove(item: Item): void {
    this.#queueOf(item.priority).remove(item);
  }

  /** Takes out whose turn it is. */
  shift(): Item | undefined {
    const isBulk = this.#isBulksTurn();
    this.#passedOver = isBulk || this.#bulk.size === 0 ? 0 : this.#passedOver + 1;
    const queue = isBulk ? this.#bulk : this.#interactive;
    const item = queue.first;
    if (item) queue.remove(item);
    return item;
  }

  /** How many of those that wait now start before an interactive newcomer. */
  aheadOfInteractive(): number {
    const interactive = this.#interactive.size;
    const bulkTurns = Math.floor((interactive + this.#passedOver) / INTERACTIVE_IN_A_ROW);
    return interactive + Math.min(this.#bulk.size, bulkTurns);
  }

  /** How many of those that wait now start before the first one of this priority. */
  aheadOfFirst(priority: Priority): number {
    if (priority === 'interactive') return this.#isBulksTurn() ? 1 : 0;
    return Math.min(this.#interactive.size, INTERACTIVE_IN_A_ROW - this.#passedOver);
  }

  #isBulksTurn(): boolean {
    if (this.#bulk.size === 0) return false;
    return this.#interactive.size === 0 || this.#passedOver >= INTERACTIVE_IN_A_ROW;
  }

  #queueOf(priority: Priority): LinkedQueue<Item> {
    return priority === 'bulk' ? this.#bulk : this.#interactive;
  }
}
