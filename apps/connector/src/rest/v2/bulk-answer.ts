import type { BulkResult, CallMetadata } from '@twilio-connector/entities';
import { ConnectorError } from '../../errors.js';
import { toFailure } from '../../calls/failure.js';

interface Reason {
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/** What became of each entity of a write to many. */
export interface BulkAnswer {
  readonly found: number;
  readonly done: number;
  readonly failed: readonly ({ readonly key: string } & Reason)[];
  readonly notReached: number;
  readonly stopped?: Reason;
}

/**
 * Answers a write to many entities. One that is not complete is an error, so that no caller takes it for done; the report
 * says how far it came.
 *
 * @throws ConnectorError ABORTED, which Google's clients do not repeat by themselves
 */
export function toBulkAnswer(result: BulkResult): BulkAnswer & { readonly metadata: CallMetadata } {
  const { found, done, notReached, stopped, metadata } = result;
  const failed = result.failed.map(({ key, error }) => ({ key, ...toReason(error) }));
  const report = { found, done, failed, notReached, ...(stopped && { stopped: toReason(stopped) }) };
  if (failed.length === 0 && notReached === 0) return { ...report, metadata };
  throw new ConnectorError(
    'ABORTED',
    `Of ${found} entities ${done} are done, ${failed.length} failed and ${notReached} were not reached. Send the same call again to go on.`,
    { reason: 'BULK_INCOMPLETE', details: [{ '@type': 'type.googleapis.com/google.protobuf.Struct', value: report }] },
  );
}

function toReason(error: Error): Reason {
  const { code, message, reason } = toFailure(error);
  return { status: code, reason, message };
}
