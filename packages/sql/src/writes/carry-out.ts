import type { Row } from '../catalog/scan.js';
import type { Budget } from '../execution/budget.js';
import { type RowReport, stoppedAt, stoppedBy, type WriteReport } from './report.js';
import type { Write, WriteOutcome, Writer } from './writer.js';

/** What a statement writes, for its report. */
export type Subject = Pick<WriteReport, 'operation' | 'target'>;

interface Way {
  readonly writer: Writer;
  readonly budget: Budget;
  readonly signal: AbortSignal;
  readonly idempotencyKey: string | undefined;
}

/** What the source answered to each write, and what became of it. */
export interface Written {
  readonly answers: readonly (readonly Row[])[];
  readonly report: WriteReport;
}

type Done = Extract<WriteOutcome, { readonly status: 'done' }>;

/** Checks all writes before the first is sent. @throws WriteError for the first that is not valid */
export function checkWrites(writes: readonly Write[], subject: Subject, writer: Writer): void {
  for (const [index, write] of writes.entries()) {
    try {
      writer.check(write);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const failed = { row: index + 1, status: 'failed', message: error.message } as const;
      const rows = writes.map((_write, other): RowReport => ({ row: other + 1, status: 'not attempted' }));
      throw stoppedAt({ ...subject, rows: rows.with(index, failed) }, { ...failed, error });
    }
  }
}

/**
 * Carries out writes one after another, and stops at the first that is not certainly done: those behind it may have been meant for
 * the case that it succeeds.
 *
 * @throws WriteError, which says of each write what became of it
 */
export async function carryOut(writes: readonly Write[], subject: Subject, way: Way): Promise<Written> {
  const { writer, budget, signal, idempotencyKey } = way;
  const done: Done[] = [];
  const report = (stopped?: RowReport): WriteReport => ({
    ...subject,
    rows: writes.map((write, index) =>
      reportOn(index, { key: done[index]?.key ?? writer.keyOf(write), done, stopped }),
    ),
  });
  for (const [index, write] of writes.entries()) {
    if (signal.aborted) throw stoppedBy(report(), signal.reason);
    const row = index + 1;
    const keyed = idempotencyKey === undefined ? undefined : { key: idempotencyKey, row };
    const outcome = await writer.write(write, keyed);
    budget.record(outcome.requests);
    if (outcome.status !== 'done') {
      const { status, error } = outcome;
      throw stoppedAt(report({ row, status, message: error.message }), { row, status, error });
    }
    done.push(outcome);
  }
  return { answers: done.map(({ rows }) => rows), report: report() };
}

function reportOn(
  index: number,
  {
    key,
    done,
    stopped,
  }: { readonly key: string | undefined; readonly done: readonly Done[]; readonly stopped: RowReport | undefined },
): RowReport {
  const known = { row: index + 1, ...(key !== undefined && { key }) };
  if (index < done.length) return { ...known, status: 'done' };
  return index === done.length && stopped ? { ...known, ...stopped } : { ...known, status: 'not attempted' };
}
