/** The right to send one request. It takes a slot of the scheduler until it is settled. Only the first call counts. */
export interface Permit {
  /** Call it after the request has been written. The slot stays taken for one second, plus `guardMs`, from then on. */
  sent(): void;
  /** Call it if the request was certainly not sent. The slot is free at once. */
  release(): void;
}

/** A permit that reports how it was settled: with `true` if its request was sent. */
export class OpenPermit implements Permit {
  #onSettled: ((wasSent: boolean) => void) | undefined;

  constructor(onSettled: (wasSent: boolean) => void) {
    this.#onSettled = onSettled;
  }

  sent(): void {
    this.#settle(true);
  }

  release(): void {
    this.#settle(false);
  }

  #settle(wasSent: boolean): void {
    const onSettled = this.#onSettled;
    this.#onSettled = undefined;
    onSettled?.(wasSent);
  }
}
