/** What another autoscaler would see, second by second up to now. */
interface Seen {
  /** Arrivals per second. */
  readonly arrivals: readonly number[];
  /** Requests sent per second: never more than the nodes allow. */
  readonly sent: readonly number[];
}

/** Decides the number of nodes each second, within 2 to 50. */
export type Policy = (seen: Seen, nodes: number) => number;

export const MIN = 2;
export const MAX = 50;
const RATE = 25;
const UTILISATION = 0.7;

export const fixed =
  (nodes: number): Policy =>
  () =>
    nodes;

/**
 * The HorizontalPodAutoscaler of Kubernetes with its defaults, on CPU: every 15 s; a tolerance of 10 %; up by 4 pods or 100 %
 * per 15 s; down to the highest wish of the last 300 s. New pods are ready at once, in its favour.
 */
export const hpa = (): Policy =>
  horizontal(({ sent }, nodes) => (nodes * average(sent, 15)) / (nodes * RATE * UTILISATION));

/** KEDA with its defaults: the same controller, on the arrivals, which unlike CPU may exceed what the pods can do. */
export const keda = (): Policy => horizontal(({ arrivals }) => average(arrivals, 30) / (RATE * UTILISATION));

/** @param wish the number of pods that would bring the metric to its target */
function horizontal(wish: (seen: Seen, nodes: number) => number): Policy {
  const PERIOD_S = 15;
  const STABLE_S = 300;
  const TOLERANCE = 0.1;
  const wishes: { readonly at: number; readonly nodes: number }[] = [];
  return (seen, nodes) => {
    const second = seen.arrivals.length;
    if (second % PERIOD_S !== 0) return nodes;
    const wanted = wish(seen, nodes);
    const isClose = Math.abs(wanted / nodes - 1) <= TOLERANCE;
    wishes.push({ at: second, nodes: isClose ? nodes : Math.ceil(wanted) });
    while (wishes[0] && wishes[0].at <= second - STABLE_S) wishes.shift();
    const latest = wishes.at(-1)?.nodes ?? nodes;
    if (latest > nodes) return clamp(Math.min(latest, Math.max(2 * nodes, nodes + 4)));
    return clamp(Math.min(nodes, Math.max(...wishes.map((one) => one.nodes))));
  };
}

/**
 * The pod autoscaler of Knative with its defaults, on requests per second: every 2 s; the average of 60 s at 70 %; a panic while
 * the average of 6 s asks for twice the pods, in which they never fall, until 60 s after it.
 */
export function knative(): Policy {
  let panicUntil = 0;
  return ({ arrivals }, nodes) => {
    const second = arrivals.length;
    if (second % 2 !== 0) return nodes;
    const stable = Math.ceil(average(arrivals, 60) / (RATE * UTILISATION));
    const panic = Math.ceil(average(arrivals, 6) / (RATE * UTILISATION));
    if (panic >= 2 * nodes) panicUntil = second + 60;
    if (second < panicUntil) return clamp(Math.max(nodes, panic));
    return clamp(Math.max(stable, Math.ceil(nodes / 2)));
  };
}

function average(perSecond: readonly number[], seconds: number): number {
  const last = perSecond.slice(-seconds);
  return last.reduce((total, count) => total + count, 0) / Math.max(1, last.length);
}

function clamp(nodes: number): number {
  return Math.min(MAX, Math.max(MIN, nodes));
}
