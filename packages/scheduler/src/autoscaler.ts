/** The least and the greatest number of nodes. */
export interface NodeBounds {
  readonly min: number;
  readonly max: number;
}

/** The bounds and the rate of a scheduler's nodes. */
export interface NodeRules extends NodeBounds {
  /** Requests per second and node. */
  readonly ratePerNode: number;
}

/** The work at one moment. */
export interface Load {
  /** Jobs that arrived within the last second. */
  readonly arrivals: number;
  /** Jobs that wait. */
  readonly queued: number;
  /** Open permits. Each may still become a request, so as many slots must remain. */
  readonly open: number;
  /**
   * Set while jobs wait for Twilio and not for nodes: the requests of the last second. More nodes would not help then, because
   * Twilio refuses what they would send.
   */
  readonly accepted?: number | undefined;
}

/** The number of nodes, and the demands that keep it from falling. */
export interface Scale {
  readonly nodes: number;
  /** The demands of the last minute that no later one has reached: the highest first. */
  readonly demands: readonly Demand[];
}

interface Demand {
  readonly nodes: number;
  readonly at: number;
}

/** Nodes are added before all of them are busy, so that the next burst finds free slots. */
const TARGET_UTILISATION = 0.8;
/** Waiting jobs shall start within this time. */
const DRAIN_S = 1;
/** The number of nodes falls to the highest demand of this time, so that a short pause does not cost the nodes of the next burst. */
const REMEMBER_MS = 60_000;

/** The nodes that the load asks for. */
export function toDemand({ arrivals, queued, accepted }: Load, ratePerNode: number): number {
  const wanted = arrivals / (ratePerNode * TARGET_UTILISATION) + queued / (ratePerNode * DRAIN_S);
  return Math.ceil(accepted === undefined ? wanted : Math.min(wanted, accepted / (ratePerNode * TARGET_UTILISATION)));
}

/** The scale that follows from the last one: up at once, down to the highest demand of the last minute. */
export function rescale(scale: Scale, load: Load, rules: NodeRules, now: number): Scale {
  const { min, max, ratePerNode } = rules;
  const nodes = toDemand(load, ratePerNode);
  const earlier = scale.demands.filter((demand) => demand.nodes > nodes && now - demand.at < REMEMBER_MS);
  const demands = [...earlier, { nodes, at: now }];
  const highest = demands[0]?.nodes ?? nodes;
  const ceiling = load.accepted === undefined ? max : Math.min(max, scale.nodes);
  const floor = Math.max(min, Math.ceil(load.open / ratePerNode));
  return { nodes: Math.min(Math.max(highest, floor), Math.max(ceiling, min)), demands };
}

/** The figures behind a change of scale, in plain words. */
export function toReason({ arrivals, queued, accepted }: Load): string {
  const figures = `${arrivals} arrivals/s, ${queued} queued`;
  return accepted === undefined ? figures : `${figures}, Twilio takes ${accepted}/s`;
}
