import type { BulkResult, CallMetadata } from '@twilio-connector/entities';
import { ConnectorError } from '../../errors.js';
import { toFailure } from '../failure.js';

interface Problem {
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/** The result of a bulk write for each entity, as JSON. */
export interface BulkReport {
  readonly found: number;
  readonly done: number;
  readonly failed: readonly ({ readonly key: string } & Problem)[];
  readonly notReached: number;
  /** The reason why the write ended before all entities were reached. */
  readonly stopped?: Problem;
}

/**
 * Converts the result of a bulk write to its report. An incomplete write is an error, so that callers do not mistake it for a
 * complete one; the error's details contain the report.
 *
 * @throws ConnectorError ABORTED, which Google's clients do not retry on their own
 */
export function toCompleteReport(result: BulkResult): {
  readonly kind: 'many';
  readonly report: BulkReport;
  readonly metadata: CallMetadata;
} {
  const { found, done, notReached, stopped, metadata } = result;
  const failed = result.failed.map(({ key, error }) => ({ key, ...toProblem(error) }));
  const report = { found, done, failed, notReached, ...(stopped && { stopped: toProblem(stopped) }) };
  if (failed.length === 0 && notReached === 0) return { kind: 'many', report, metadata };
  throw new ConnectorError(
    'ABORTED',
    `${done} of ${found} entities succeeded, ${failed.length} failed and ${notReached} were not reached. Repeat the call to resume.`,
    { reason: 'BULK_INCOMPLETE', details: [{ '@type': STRUCT, value: report }] },
  );
}

const STRUCT = 'type.googleapis.com/google.protobuf.Struct';

function toProblem(error: Error): Problem {
  const { code, message, reason } = toFailure(error);
  return { status: code, reason, message };
}
