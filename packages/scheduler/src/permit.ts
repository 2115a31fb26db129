/** The facts from the response to a request that the scheduler learns from. */
export interface Answer {
  /** Whether Twilio refused the request because there are too many: status 429. */
  readonly isThrottled: boolean;
  /** The requests that the account had in process at the same time: the header `Twilio-Concurrent-Requests`. */
  readonly concurrent?: number | undefined;
}

/** The right to send one request. It takes a slot of the scheduler until it is settled with `sent`, `release` or `done`. */
export interface Permit {
  /** Call it after the request has been written. The slot stays taken for one second, plus `guardMs`, from then on. */
  sent(): void;
  /** Call it if the request was certainly not sent. The slot is free at once. */
  release(): void;
  /**
   * Call it when the request has ended: with the facts from its response, or without if none came. A request that was not reported as
   * sent counts as not sent.
   */
  done(answer?: Answer): void;
}

/** The load when a request began, itself included, and the rounds of the limits at that time. */
export interface Start {
  readonly inFlight: number;
  /** The slots of the window. */
  readonly used: number;
  readonly concurrencyRound: number;
  readonly rateRound: number;
}

/** The events of a permit's request. Each is called at most once, and nothing after `onReleased` or `onDone`. */
export interface PermitListener {
  onSent(): void;
  onReleased(permit: OpenPermit): void;
  onDone(permit: OpenPermit, answer: Answer | undefined): void;
}

/** A permit that reports what happens to its request. */
export class OpenPermit implements Permit, Start {
  readonly inFlight: number;
  readonly used: number;
  readonly concurrencyRound: number;
  readonly rateRound: number;
  /** Of the requests in flight. */
  readonly generation: number;
  readonly #listener: PermitListener;
  #state: 'open' | 'sent' | 'ended' = 'open';

  constructor(listener: PermitListener, generation: number, start: Start) {
    this.#listener = listener;
    this.generation = generation;
    this.inFlight = start.inFlight;
    this.used = start.used;
    this.concurrencyRound = start.concurrencyRound;
    this.rateRound = start.rateRound;
  }

  sent(): void {
    if (this.#state !== 'open') return;
    this.#state = 'sent';
    this.#listener.onSent();
  }

  release(): void {
    if (this.#state !== 'open') return;
    this.#state = 'ended';
    this.#listener.onReleased(this);
  }

  done(answer?: Answer): void {
    this.release();
    if (this.#state !== 'sent') return;
    this.#state = 'ended';
    this.#listener.onDone(this, answer);
  }
}
