import type { Point } from '../resources/time-series.ts';
import type { Window } from './read-chart.ts';

/** The size of the drawing, which is stretched to its place. */
export const WIDTH = 600;
export const HEIGHT = 140;
const TOP = 8;
/** Of an interval, in a chart of a long time. */
const MIN_LENGTH = 6;

interface Scale {
  readonly window: Window;
  /** The value at the top. */
  readonly most: number;
}

const yOf = (value: number, most: number) => (HEIGHT - (value / most) * (HEIGHT - TOP)).toFixed(1);

export function xOf(timeMs: number, { sinceMs, untilMs }: Window): number {
  return ((timeMs - sinceMs) / (untilMs - sinceMs)) * WIDTH;
}

/** Whether a point has a neighbor, to which a line leads. */
function isAlone(points: readonly Point[], at: number, { stepMs }: Window): boolean {
  const isNear = (other: Point | undefined) => !!other && Math.abs(other.timeMs - (points[at]?.timeMs ?? 0)) <= stepMs;
  return !isNear(points[at - 1]) && !isNear(points[at + 1]);
}

/** Marks the points that no line leads to. The path has no length: its round ends are the marks. */
export function markPath(points: readonly Point[], { window, most }: Scale): string {
  return points
    .filter((_, at) => isAlone(points, at, window))
    .map(({ timeMs, value }) => `M${xOf(timeMs, window).toFixed(1)} ${yOf(value, most)}h0`)
    .join('');
}

/** The path of a line. A point after a gap is drawn as the interval that it stands for, since a lone dot can hardly be seen. */
export function linePath(points: readonly Point[], { window, most }: Scale): string {
  const { stepMs } = window;
  return points
    .map(({ timeMs, value }, at) => {
      const x = xOf(timeMs, window);
      const y = yOf(value, most);
      const before = points[at - 1];
      if (before && timeMs - before.timeMs <= stepMs) return `L${x.toFixed(1)} ${y}`;
      return `M${Math.min(xOf(timeMs - stepMs, window), x - MIN_LENGTH).toFixed(1)} ${y}H${x.toFixed(1)}`;
    })
    .join('');
}
