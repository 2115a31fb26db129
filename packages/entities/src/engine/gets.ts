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

/** Sends GETs side by side. Returns the rows that belong to the answer, in the order of the reads. */
export async function readGets(
  plan: Plan,
  { first, count }: { readonly first: number; readonly count: number },
  runner: Runner,
): Promise<readonly Row[]> {
  const reads = plan.reads.slice(first, first + count);
  const found = await Promise.all(reads.map((read) => readOne(plan, read, runner)));
  const rows: Row[] = [];
  for (const [index, [row]] of found.entries()) {
    if (row && (await runner.work(plan.matches(row, first + index)))) rows.push(row);
  }
  return rows;
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
