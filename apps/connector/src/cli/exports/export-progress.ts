import type { EntityType } from '@twilio-connector/entities';
import type { Page } from '../../calls/operations/scans.js';
import type { Manifest } from '../../exports/target/manifest.js';
import { entityPlans } from '../entities/plans.js';
import { createProgress, fromNow, requestCount, spent } from '../terminal/progress.js';
import type { ExportContext } from './export-context.js';

const SECOND_MS = 1000;
const MINUTE_S = 60;
const HOUR_S = 3600;
const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;
const STEP = 1000;
/** Where nobody watches, fewer lines are enough. */
const PLAIN_INTERVAL_MS = 10_000;

/** The progress of an export, shown while it is under way. */
export interface ExportProgress {
  onPage(page: Pick<Page, 'rows' | 'left'>): void;
  /** All rows are read, and the file is being completed. */
  finishing(): void;
  stop(): void;
  /** The seconds since the start. */
  seconds(): number;
  /** The requests to Twilio since the start, as a text. */
  requests(): string;
}

/** Shows rows, rate, requests and the time left. @param before rows that were read earlier */
export function watchExport(
  entityType: EntityType,
  { source, flags, process }: ExportContext,
  before = 0,
): ExportProgress {
  const start = performance.now();
  const { where = '', allParents } = flags;
  // Of a list that is filtered here, it is unknown how many rows will be left over. Conditions on times become windows.
  const { residual } = entityPlans.explain(entityType, { conditions: where });
  const isExact =
    allParents === undefined && residual.every((part) => part.startsWith(`${entityType.window?.column} `));
  let [rows, left, isFinishing]: [number, number | undefined, boolean] = [0, undefined, false];
  const seconds = () => (performance.now() - start) / SECOND_MS;
  const cost = fromNow(source);
  const describe = (waited: number) => {
    const read = `${entityType.name}: ${number(before + rows)} rows`;
    if (isFinishing) return `${read} read, completing the file …`;
    if (rows === 0) return `${read}, ${spent(cost, waited)} …`;
    const rate = rows / seconds();
    const time = isExact && left !== undefined ? `, ${durationText(left / rate)} left` : '';
    return `${read}, ${number(rate)}/s, ${requestCount(cost)}${time} …`;
  };
  const intervalMs = process.stderr.isTTY ? SECOND_MS : PLAIN_INTERVAL_MS;
  const progress = createProgress(process.stderr, describe, intervalMs);
  return {
    onPage(page) {
      rows += page.rows.length;
      left = page.left;
    },
    finishing: () => void (isFinishing = true),
    stop: () => progress.stop(),
    seconds,
    requests: () => requestCount(cost),
  };
}

/** The sentence about a file that is complete. */
export function describeFile({ rows, bytes }: Manifest, file: string, progress: ExportProgress): string {
  const content = `${number(rows)} ${rows === 1 ? 'row' : 'rows'}, ${sizeText(bytes)}`;
  return `Wrote ${file}: ${content}, in ${durationText(progress.seconds())} with ${progress.requests()}.`;
}

/** A whole number with separators. */
export function number(value: number): string {
  return Math.floor(value).toLocaleString('en-US');
}

/** A duration such as `40 s`, `3 min` or `1 h 5 min`. */
export function durationText(seconds: number): string {
  if (seconds < 2 * MINUTE_S) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / MINUTE_S);
  if (seconds < 2 * HOUR_S) return `${minutes} min`;
  return `${Math.floor(minutes / MINUTE_S)} h ${minutes % MINUTE_S} min`;
}

function sizeText(bytes: number): string {
  let [size, unit] = [bytes, 0];
  for (; size >= STEP && unit < UNITS.length - 1; unit += 1) size /= STEP;
  return `${unit === 0 ? size : size.toFixed(1)} ${UNITS[unit]}`;
}
