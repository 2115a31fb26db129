/** An item of a `LinkedQueue` carries its own links, so that leaving from the middle needs no search. */
export interface Linked<Item> {
  previous: Item | undefined;
  next: Item | undefined;
}

/** First in, first out; every operation takes constant time. An item is in one queue at most. */
export class LinkedQueue<Item extends Linked<Item>> {
  #first: Item | undefined;
  #last: Item | undefined;
  #size = 0;

  get first(): Item | undefined {
    return this.#first;
  }

  get size(): number {
    return this.#size;
  }

  push(item: Item): void {
    item.previous = this.#last;
    item.next = undefined;
    if (this.#last) this.#last.next = item;
    else this.#first = item;
    this.#last = item;
    this.#size += 1;
  }

  /** Takes an item out, wherever it stands. The caller knows that it is in this queue. */
  remove(item: Item): void {
    if (item.previous) item.previous.next = item.next;
    else this.#first = item.next;
    if (item.next) item.next.previous = item.previous;
    else this.#last = item.previous;
    item.previous = undefined;
    item.next = undefined;
    this.#size -= 1;
  }
}
