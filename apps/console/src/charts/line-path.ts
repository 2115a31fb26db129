import type { Point } from '../resources/time-series.ts';
import type { Window } from './read-chart.ts';

/** The size of the drawing, which is stretched to its place. */
export const WIDTH = 600;
export const HEIGHT = 140;
const TOP = 8;
/** Of an interval, in a chart of a long time. */
const MIN_LENGTH = 6;

export function xOf(timeMs: number, { sinceMs, untilMs }: Window): number {
  return ((timeMs - sinceMs) / (untilMs - sinceMs)) * WIDTH;
}

/** The path of a line. A point after a gap is drawn as the interval that it stands for, since a lone dot can hardly be seen. */
export function linePath(
  points: readonly Point[],
  { window, most }: { readonly window: Window; readonly most: number },
): string {
  const { stepMs } = window;
  return points
    .map(({ timeMs, value }, at) => {
      const x = xOf(timeMs, window);
      const y = (HEIGHT - (value / most) * (HEIGHT - TOP)).toFixed(1);
      const before = points[at - 1];
      if (before && timeMs - before.timeMs <= stepMs) return `L${x.toFixed(1)} ${y}`;
      return `M${Math.min(xOf(timeMs - stepMs, window), x - MIN_LENGTH).toFixed(1)} ${y}H${x.toFixed(1)}`;
    })
    .join('');
}
