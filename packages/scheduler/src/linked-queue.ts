/** An item of a `LinkedQueue` carries its own links, so that removing it from the middle needs no search. */
export interface Linked<Item> {
  previous: Item | undefined;
  next: Item | undefined;
}

/** A first-in, first-out queue. Every operation takes constant time. An item may be in only one queue at a time. */
export interface LinkedQueue<Item extends Linked<Item>> {
  readonly first: Item | undefined;
  readonly size: number;
  push(item: Item): void;
  /** Removes an item from any position. The item must be in this queue. */
  remove(item: Item): void;
}

export function createLinkedQueue<Item extends Linked<Item>>(): LinkedQueue<Item> {
  let first: Item | undefined;
  let last: Item | undefined;
  let size = 0;
  return {
    get first() {
      return first;
    },
    get size() {
      return size;
    },
    push(item) {
      item.previous = last;
      item.next = undefined;
      if (last) last.next = item;
      else first = item;
      last = item;
      size += 1;
    },
    remove(item) {
      if (item.previous) item.previous.next = item.next;
      else first = item.next;
      if (item.next) item.next.previous = item.previous;
      else last = item.previous;
      item.previous = undefined;
      item.next = undefined;
      size -= 1;
    },
  };
}
