import type { EntityType } from '../model/index.js';
import { planRead } from './plan.js';
import type { Read } from './reads.js';
import type { RowTest } from './row-test.js';
import type { Row, Runner } from './runner.js';
import { asListed } from './unlisted.js';

/** The most GETs of one call in flight: what two nodes can send in a second. */
const SIDE_BY_SIDE = 50;

/** The part of a plan that matters here. */
interface Plan {
  readonly entityType: EntityType;
  readonly reads: readonly Read[];
  readonly matches: RowTest;
}

/** Returns the number of GETs to send side by side from a read on; 0 if that read is a list. */
export function getsFrom({ reads }: Pick<Plan, 'reads'>, first: number, most: number): number {
  const end = Math.min(reads.length, first + Math.min(most, SIDE_BY_SIDE));
  let read = first;
  while (read < end && reads[read]?.isGet) read += 1;
  return read - first;
}

/** What GETs found that were sent side by side. */
interface Found {
  /** The rows that belong to the answer, in the order of the reads. */
  readonly rows: readonly Row[];
  /** The number of GETs before the first that failed. */
  readonly count: number;
}

/** Sends GETs side by side. @throws what the first of them failed with */
export async function readGets(
  plan: Plan,
  { first, count }: { readonly first: number; readonly count: number },
  runner: Runner,
): Promise<Found> {
  const reads = plan.reads.slice(first, first + count);
  const answers = await Promise.allSettled(reads.map((read) => readOne(plan, read, runner)));
  const rows: Row[] = [];
  for (const [index, answer] of answers.entries()) {
    if (answer.status === 'rejected') {
      if (index === 0) throw answer.reason;
      // The rows before it are used, as if the GETs had been sent one after the other.
      return { rows, count: index };
    }
    const [row] = answer.value;
    if (row && (await runner.work(plan.matches(row, first + index)))) rows.push(row);
  }
  return { rows, count };
}

/** Reads the row of a GET; none if it does not exist. */
export async function readOne(
  { entityType, reads }: Pick<Plan, 'entityType' | 'reads'>,
  read: Read,
  runner: Runner,
): Promise<readonly Row[]> {
  const row = await runner.sendForEntityOrNothing(planRead(entityType, read));
  if (!row) return [];
  return [reads.every(({ isGet }) => isGet) ? row : asListed(entityType, row)];
}
