import { coldBursts, inFlight, type Load, recreating, resizing, steady } from './load.ts';
import type { Stalls } from './sender-process.ts';

/** One way to try to get more requests past the scheduler than its nodes may send. */
export interface Scenario {
  readonly name: string;
  readonly nodes: number;
  readonly load: Load;
  /** Every new connection to Twilio takes up to 0.9 s. */
  readonly hasSlowConnects?: boolean;
  readonly stalls?: Stalls;
  /** The least share of the limit that must be achieved. */
  readonly minShare?: number;
  /**
   * A control: this many connections, each with its own limit, send the same load. Together they send more than one may, and
   * sender and proxy must see it.
   */
  readonly control?: { readonly connections: number };
}

const NODES = 2;

export const SCENARIOS: readonly Scenario[] = [
  { name: 'three-fold load', nodes: NODES, load: steady(3), minShare: 0.99 },
  { name: 'stalls of 200 ms', nodes: NODES, load: steady(3), stalls: { everyMs: 1000, forMs: 200 }, minShare: 0.95 },
  { name: 'fifty nodes', nodes: 50, load: inFlight(3750), minShare: 0.99 },
  {
    name: 'fifty nodes, stalls of 200 ms',
    nodes: 50,
    load: inFlight(3750),
    stalls: { everyMs: 1000, forMs: 200 },
    minShare: 0.95,
  },
  { name: 'cold bursts, slow connects', nodes: NODES, load: coldBursts(150), hasSlowConnects: true },
  { name: 'resize', nodes: 1, load: resizing([1, 3, 2], inFlight(150)) },
  { name: 'delete and recreate', nodes: 1, load: recreating },
  { name: 'control', nodes: NODES, load: steady(3), control: { connections: 2 } },
];
