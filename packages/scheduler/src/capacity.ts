import { createArrivals } from './arrivals.js';
import { type Load, type NodeBounds, rescale, type Scale, toReason } from './autoscaler.js';
import { createGovernor, type Governor } from './governor.js';
import { createInFlight } from './in-flight.js';
import { type Answer, OpenPermit, type PermitListener } from './permit.js';
import { createSlidingWindow, type SlidingWindow } from './sliding-window.js';

/** A change of the number of nodes. */
export interface ScaleEvent {
  readonly from: number;
  readonly to: number;
  /** The change and the figures behind it, in plain words: `scaled 2 → 7: 160 arrivals/s, 90 queued`. */
  readonly reason: string;
}

export interface CapacityOptions {
  readonly bounds: NodeBounds;
  readonly ratePerNode: number;
  readonly periodMs: number;
  readonly onScale: (event: ScaleEvent) => void;
}

/** When the next request may start, as far as the nodes and Twilio allow it. */
export class Capacity {
  readonly window: SlidingWindow;
  readonly #options: CapacityOptions;
  readonly #arrivals = createArrivals();
  readonly #inFlight = createInFlight();
  readonly #governor: Governor;
  #bounds: NodeBounds;
  #scale: Scale;
  /** Whether a job had to wait for Twilio, although a node was free, since the nodes were last counted. */
  #wasHeld = false;

  constructor(options: CapacityOptions) {
    const { bounds, ratePerNode, periodMs } = options;
    this.#options = options;
    this.#bounds = bounds;
    this.#scale = { nodes: bounds.min, demands: [] };
    this.window = createSlidingWindow(bounds.min * ratePerNode, periodMs);
    this.#governor = createGovernor(bounds.min * ratePerNode);
  }

  get nodes(): number {
    return this.#scale.nodes;
  }

  get maxRate(): number {
    return this.#bounds.max * this.#options.ratePerNode;
  }

  /** Whether time alone can change the number of nodes. */
  get isAboveMinimum(): boolean {
    return this.nodes > this.#bounds.min;
  }

  /** Whether there may be more nodes. */
  get canGrow(): boolean {
    return this.nodes < this.#bounds.max;
  }

  /** Counts arrivals since the last call. */
  arrive(count: number, now: number): void {
    this.#arrivals.add(count, now);
  }

  /** The time from which the next request may start, as far as it is known now. It may be in the past. */
  freeAt(now: number): number {
    const { window } = this;
    const least = this.#bounds.min * this.#options.ratePerNode;
    const isThrottled = this.#isThrottled;
    if (!isThrottled && least >= window.limit) return window.freeAt();
    if (this.#inFlight.count(now) < this.#governor.concurrencyAt(now)) {
      return window.freeAt(Math.min(window.limit, this.#governor.rateAt(now)));
    }
    // The configured minimum is always available, until Twilio says that it is too much.
    if (!isThrottled) return window.freeAt(least);
    // Without an answer until then, the next request may start when more are allowed, or when one is forgotten.
    const changesAt = Math.min(this.#governor.concurrencyRisesAt(now), this.#inFlight.forgetsAt());
    return Math.max(window.freeAt(), changesAt);
  }

  /** Takes a slot for a request that begins now. Call it only if `freeAt(now) <= now`. */
  open(listener: PermitListener, now: number): OpenPermit {
    this.window.take();
    const generation = this.#inFlight.begin(now);
    const { concurrencyRound, rateRound } = this.#governor;
    const used = this.window.used(now);
    const inFlight = this.#inFlight.count(now);
    return new OpenPermit(listener, generation, { inFlight, used, concurrencyRound, rateRound });
  }

  /** Gives back the slot of a request that was not sent. */
  release(permit: OpenPermit): void {
    this.window.release();
    this.#inFlight.end(permit.generation);
  }

  /** Learns from the end of a request that was sent. */
  end(permit: OpenPermit, answer: Answer | undefined, now: number): void {
    this.#inFlight.end(permit.generation);
    if (answer) this.#governor.hear(permit, answer, now);
  }

  /** Whether a job that cannot start now waits for nodes. Otherwise it waits for Twilio. */
  isShortOfNodes(now: number): boolean {
    this.#wasHeld ||= this.isHeld(now);
    return this.window.freeAt() > now;
  }

  /** Whether jobs that wait now wait for Twilio. */
  readonly isHeld = (now: number): boolean => this.#isThrottled && this.window.freeAt() <= now;

  /** Counts the nodes that the load needs. Returns whether their number changed. */
  rescale(queued: number, now: number): boolean {
    const load: Load = {
      arrivals: this.#arrivals.lastSecond(now),
      queued,
      open: this.window.open,
      ...(this.#wasHeld && { accepted: this.window.used(now) }),
    };
    this.#wasHeld = false;
    const rules = { ...this.#bounds, ratePerNode: this.#options.ratePerNode };
    return this.#apply(rescale(this.#scale, load, rules, now), toReason(load), now);
  }

  /** Changes the bounds. Returns whether the number of nodes changed. */
  resize(bounds: NodeBounds, now: number): boolean {
    this.#bounds = bounds;
    const nodes = Math.min(Math.max(this.nodes, bounds.min), bounds.max);
    return this.#apply({ ...this.#scale, nodes }, `configured are ${bounds.min} to ${bounds.max}`, now);
  }

  get #isThrottled(): boolean {
    return this.#governor.concurrencyRound + this.#governor.rateRound > 0;
  }

  #apply(scale: Scale, reason: string, now: number): boolean {
    const from = this.nodes;
    this.#scale = scale;
    if (scale.nodes === from) return false;
    this.window.resize(scale.nodes * this.#options.ratePerNode, now);
    this.#options.onScale({ from, to: scale.nodes, reason: `scaled ${from} → ${scale.nodes}: ${reason}` });
    return true;
  }
}
