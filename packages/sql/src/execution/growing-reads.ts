import type { ResultSet } from '../engine/engine.js';
import type { Growth } from '../plan/growth.js';
import type { Limit } from '../statement/limit.js';
import type { TableRead } from './table-read.js';
import type { TableReads } from './table-reads.js';
import type { Wanted } from './values.js';

interface Growing {
  readonly growth: Growth;
  readonly limit: Limit;
  readonly run: () => Promise<ResultSet>;
}

/**
 * Runs a statement with a LIMIT over the first pages of some tables, and again over twice as many, until the result is full.
 * Returns undefined if these tables cannot be read in part.
 */
export async function readUntilFull(
  reads: TableReads,
  { growth, limit, run }: Growing,
): Promise<ResultSet | undefined> {
  if (growth.kind === 'any' && limit.isOrdered) return undefined;
  const all = [...reads.all.values()];
  const growing = all
    .filter(({ planned }) => growth.slots.has(planned.slot))
    .toSorted((one, other) => reads.estimate(one) - reads.estimate(other));
  if (growing.some((read) => reads.estimate(read) === Number.POSITIVE_INFINITY)) return undefined;
  // A source that reads each value on its own has no common order.
  if (growth.kind === 'ordered' && growing.some((read) => isSplit(reads.wantedOf(read.planned)))) return undefined;
  const others = all.filter((read) => !growing.includes(read));
  // Subqueries whose value is compared with come first.
  const early = others.filter(({ planned }) => planned.initPlans.length > 0);
  await reads.load(early);
  open(growing, reads, all.length === 1 ? limit.rows + limit.offset : undefined);
  for (let pages = 1, isFirst = true; ; pages *= isFirst ? 1 : 2, isFirst = false) {
    for (const read of growing.filter(({ isWhole }) => !isWhole)) await grow(read, reads, { pages, kind: growth.kind });
    if (isFirst) await reads.load(others.filter((read) => !early.includes(read)));
    await reads.extend();
    const result = await run();
    if (result.rows.length >= limit.rows || growing.every(({ isWhole }) => isWhole)) return result;
  }
}

/** @param rows how many rows are needed, if that is known */
function open(growing: readonly TableRead[], reads: TableReads, rows: number | undefined): void {
  for (const read of growing) {
    const condition = reads.wantedOf(read.planned);
    if (condition === 'none') read.isWhole = true;
    else
      read.open({
        condition,
        order: isSplit(condition) ? 'any' : 'natural',
        limit: read.planned.hasResidual ? undefined : rows,
      });
    reads.start(read);
  }
}

/** Whether a condition takes several reads. */
function isSplit(condition: Wanted): boolean {
  if (!condition || condition === 'none') return false;
  if ('and' in condition) return condition.and.some(isSplit);
  return 'or' in condition || condition.operator === 'IN';
}

async function grow(
  read: TableRead,
  reads: TableReads,
  { pages, kind }: { readonly pages: number; readonly kind: Growth['kind'] },
): Promise<void> {
  if (kind === 'any' && (await reads.switchToLookup(read))) return;
  read.isWhole = await read.read(pages);
}
