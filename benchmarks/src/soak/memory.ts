import { residentBytes } from '../process-memory.ts';
import { percentile } from '../statistics.ts';

/** The resident memory of a process over time. */
export interface MemorySamples {
  /** In MiB, one for each second. */
  readonly values: readonly number[];
  stop(): void;
}

/** The criterion of flat memory, applied to the last half of the samples. */
export const FLAT = { maxSlopePerMinute: 0.01, maxGrowth: 1.05 };

const EVERY_MS = 1000;

/** Samples the resident memory of a process every second. Works on Linux only. */
export function sampleMemory(pid: number): MemorySamples {
  const values: number[] = [];
  const timer = setInterval(() => values.push(residentMiB(pid)), EVERY_MS);
  return { values, stop: () => clearInterval(timer) };
}

export interface MemoryVerdict {
  /** The median of each quarter, in MiB. */
  readonly quarters: readonly number[];
  /** The slope of the regression line through the last half, as a share of its mean. */
  readonly slopePerMinute: number;
  /** The median of the last quarter divided by that of the third. */
  readonly growth: number;
  readonly isFlat: boolean;
}

/** @throws RangeError for fewer than four samples */
export function judgeMemory(values: readonly number[]): MemoryVerdict {
  const quarter = Math.floor(values.length / 4);
  const quarters = [0, 1, 2, 3].map((index) => percentile(values.slice(index * quarter, (index + 1) * quarter), 0.5));
  const slopePerMinute = slopeOf(values.slice(2 * quarter)) * (60_000 / EVERY_MS);
  const growth = (quarters[3] ?? 0) / (quarters[2] ?? Number.NaN);
  return {
    quarters,
    slopePerMinute,
    growth,
    isFlat: slopePerMinute <= FLAT.maxSlopePerMinute && growth <= FLAT.maxGrowth,
  };
}

/** Linear regression: the change from one value to the next, as a share of the mean. */
function slopeOf(values: readonly number[]): number {
  const meanX = (values.length - 1) / 2;
  const meanY = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [covariance, variance] = [0, 0];
  for (const [x, y] of values.entries()) {
    covariance += (x - meanX) * (y - meanY);
    variance += (x - meanX) ** 2;
  }
  return covariance / variance / meanY;
}

function residentMiB(pid: number): number {
  const bytes = residentBytes(pid);
  if (bytes === undefined) throw new Error(`The process ${pid} has ended.`);
  return bytes / 1024 / 1024;
}
