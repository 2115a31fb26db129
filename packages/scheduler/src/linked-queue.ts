/** The place of an item in a `LinkedQueue`. With it, the item can be removed from the middle without a search. */
export interface Place<Item> {
  readonly item: Item;
  previous: Place<Item> | undefined;
  next: Place<Item> | undefined;
}

/** A first-in, first-out queue. Every operation takes constant time. */
export interface LinkedQueue<Item> {
  readonly first: Item | undefined;
  readonly size: number;
  push(item: Item): Place<Item>;
  /** Removes the item at a place. The place must be in this queue. */
  remove(place: Place<Item>): void;
  /** Removes and returns the first item. */
  shift(): Item | undefined;
}

export function createLinkedQueue<Item>(): LinkedQueue<Item> {
  let first: Place<Item> | undefined;
  let last: Place<Item> | undefined;
  let size = 0;
  const remove = (place: Place<Item>): void => {
    if (place.previous) place.previous.next = place.next;
    else first = place.next;
    if (place.next) place.next.previous = place.previous;
    else last = place.previous;
    // A place that a full collection has yet to free would otherwise keep all those after it from being freed sooner.
    place.previous = undefined;
    place.next = undefined;
    size -= 1;
  };
  return {
    get first() {
      return first?.item;
    },
    get size() {
      return size;
    },
    push(item) {
      const place: Place<Item> = { item, previous: last, next: undefined };
      if (last) last.next = place;
      else first = place;
      last = place;
      size += 1;
      return place;
    },
    remove,
    shift() {
      const place = first;
      if (place) remove(place);
      return place?.item;
    },
  };
}
