import { ApiError } from '../api/api-error.ts';
import { request } from '../api/http.ts';
import { sendWrite } from '../api/pending-writes.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { entitiesPath, exportCall, type Values } from './list-query.ts';
import type { WriteCall } from './write-calls.ts';

/** Which rows a bulk write changes. The condition is the one that was counted, whatever the list shows meanwhile. */
export interface BulkTarget {
  readonly place: ConnectionPlace;
  readonly type: string;
  readonly where: string;
}

/** How a bulk write went: `done`, `failed` and `notReached` add up to `found`. */
export interface BulkReport {
  readonly found: number;
  readonly done: number;
  readonly failed: readonly { readonly key: string; readonly message: string }[];
  readonly notReached: number;
  readonly stopped?: { readonly message: string };
}

/** @param fields what to set; without it, the rows are deleted */
export function bulkCall({ place, type, where }: BulkTarget, fields?: Values): WriteCall {
  const method = fields ? 'updateEntitiesWithConditions' : 'deleteEntitiesWithConditions';
  return {
    method: 'POST',
    path: `${entitiesPath(place, type)}:${method}`,
    query: { conditions: where },
    body: fields ? { fields } : {},
  };
}

/** Counts rows. The connector reads them for that. */
export async function countRows({ place, ...selection }: BulkTarget, signal: AbortSignal): Promise<number> {
  const counted = await request<{ readonly count: number }>({
    ...exportCall(place, selection, { count: true }),
    signal,
  });
  return counted.count;
}

/** Carries out a bulk write. One that ended early has a report, too: repeating it goes on where it stopped. @throws ApiError */
export async function runBulk(target: BulkTarget, fields?: Values): Promise<BulkReport> {
  const title = `${fields ? 'Update' : 'Delete'} ${target.type} with ${target.where} in ${nameOf(target.place)}`;
  try {
    const { body } = await sendWrite<{ metadata?: { twilio?: { bulk?: BulkReport } } }>(
      title,
      bulkCall(target, fields),
    );
    // A condition on the key alone is a write to one row, which has no report.
    return body.metadata?.twilio?.bulk ?? { found: 1, done: 1, failed: [], notReached: 0 };
  } catch (error) {
    const isIncomplete = error instanceof ApiError && error.reason === 'BULK_INCOMPLETE';
    const report = isIncomplete && error.details.find(({ value }) => value !== undefined)?.value;
    if (report) return report as BulkReport;
    throw error;
  }
}
