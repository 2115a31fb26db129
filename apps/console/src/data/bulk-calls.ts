import { ApiError } from '../api/api-error.ts';
import { request } from '../api/http.ts';
import { sendWrite } from '../api/pending-writes.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { entitiesPath, type EntityPage, listCall, type Values } from './list-query.ts';
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

const PAGE_SIZE = 200;

/**
 * Counts rows by reading them. They are dropped page by page.
 *
 * @param onCount receives the number of rows so far
 */
export async function countRows(
  { place, type, where }: BulkTarget,
  { signal, onCount }: { readonly signal: AbortSignal; readonly onCount: (rows: number) => void },
): Promise<number> {
  const { path, query } = listCall(place, { type, where, size: PAGE_SIZE });
  let rows = 0;
  let pageToken: string | undefined = '';
  while (pageToken !== undefined) {
    const page: EntityPage = await request<EntityPage>({ path, query: { ...query, pageToken }, signal });
    rows += page.entities?.length ?? 0;
    onCount(rows);
    pageToken = page.nextPageToken;
  }
  return rows;
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
