import type { NodeBounds } from './autoscaler.js';
import type { ScaleEvent } from './capacity.js';
import { type Clock, systemClock } from './clock.js';
import { SchedulerOptionsError } from './errors.js';

/** The rate, the queue length and the time limit of a scheduler. */
export interface SchedulerOptions {
  /**
   * The least and the greatest number of nodes, whole numbers of at least 1. The number follows the demand. A plain number is
   * both. A connection has 2 to 50 by default.
   */
  nodes: number | NodeBounds;
  /**
   * Requests per second and node, a whole number of at least 1. Default 25, as in Google's Twilio connector
   * (https://cloud.google.com/integration-connectors/docs/connectors/twilio/configure).
   */
  ratePerNode?: number;
  /** The longest wait of interactive work in milliseconds. Default 10,000. Bulk work waits without a limit. */
  maxWaitMs?: number;
  /** The length of the queue of each priority, in milliseconds of work at the full rate. Default 10,000. */
  queueMs?: number;
  /** Added to each second, in milliseconds, because requests do not all take the same time to arrive. Default 5. */
  guardMs?: number;
  /** Called after each change of the number of nodes. An error that it throws becomes a process warning. */
  onScale?: (event: ScaleEvent) => void;
  /** Default: Node's monotonic clock and timers. */
  clock?: Clock;
}

/** Options with defaults filled in. */
export interface ResolvedOptions extends Required<Omit<SchedulerOptions, 'nodes'>> {
  readonly nodes: NodeBounds;
}

type NumberOption = Exclude<keyof SchedulerOptions, 'nodes' | 'clock' | 'onScale'>;

interface Rule {
  readonly min: number;
  readonly isWhole: boolean;
}

const NODES: Rule = { min: 1, isWhole: true };
const RULES: { readonly [name in NumberOption]: Rule } = {
  ratePerNode: { min: 1, isWhole: true },
  maxWaitMs: { min: 0, isWhole: false },
  queueMs: { min: 0, isWhole: false },
  guardMs: { min: 0, isWhole: false },
};

/** @throws SchedulerOptionsError that names the option that is out of range */
export function resolveOptions(options: SchedulerOptions): ResolvedOptions {
  const resolved = {
    ratePerNode: options.ratePerNode ?? 25,
    maxWaitMs: options.maxWaitMs ?? 10_000,
    queueMs: options.queueMs ?? 10_000,
    guardMs: options.guardMs ?? 5,
  };
  for (const [name, rule] of Object.entries(RULES)) checkNumber(name, resolved[name as NumberOption], rule);
  const { onScale = () => undefined, clock = systemClock } = options;
  return { ...resolved, nodes: resolveNodes(options.nodes), onScale: warnOnError(onScale), clock };
}

/** @throws SchedulerOptionsError */
export function resolveNodes(nodes: number | NodeBounds): NodeBounds {
  if (typeof nodes === 'number') {
    checkNumber('nodes', nodes, NODES);
    return { min: nodes, max: nodes };
  }
  const { min, max } = nodes;
  checkNumber('nodes.min', min, NODES);
  checkNumber('nodes.max', max, { min, isWhole: true });
  return { min, max };
}

function checkNumber(name: string, value: number, { min, isWhole }: Rule): void {
  if (Number.isFinite(value) && value >= min && (!isWhole || Number.isInteger(value))) return;
  throw new SchedulerOptionsError(
    `createScheduler: ${name} is ${String(value)}; expected a ${isWhole ? 'whole ' : ''}number of at least ${min}.`,
  );
}

/** A listener that fails must not fail the job that changed the nodes. */
function warnOnError(onScale: (event: ScaleEvent) => void): (event: ScaleEvent) => void {
  return (event) => {
    try {
      onScale(event);
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error));
    }
  };
}
