import type { Page } from '../../calls/operations/scans.js';
import { partsToText } from '../../exports/parts.js';
import { queryOf } from '../connector/connector-client.js';
import { readLines } from '../connector/read-lines.js';
import { toPath } from '../connector/resource-names.js';
import { type ErrorAnswer, ServerError, toServerError } from '../connector/server-error.js';
import type { CountQuery, DataSource, ScanQuery } from './data-source.js';
import type { Server } from './rest-call.js';

/** A line of an answer that is sent bit by bit. */
interface Line {
  /** Requests to Twilio so far. */
  readonly requests?: number;
}

/** A line of an export in pages. */
interface PageLine extends Line, Page {
  /** On the last line: what else the caller should know. */
  readonly warnings?: readonly string[];
  /** On the last line: why more pages are missing. */
  readonly error?: ErrorAnswer;
}

/** The last line of a count. */
interface CountLine extends Line {
  readonly count: number;
  readonly warnings: readonly string[];
}

/** Scans and counts through the exports of a connector. @param onRequests receives requests to Twilio as they are made */
export function createExports(server: Server, onRequests: (count: number) => void): Pick<DataSource, 'scan' | 'count'> {
  const linesOf = async function* <T extends Line>(
    entityType: string,
    query: Parameters<typeof queryOf>[0],
    signal: AbortSignal,
  ) {
    const path = `/export/v1/${toPath(server.connection)}/entityTypes/${encodeURIComponent(entityType)}?${queryOf(query)}`;
    let requests = 0;
    for await (const line of readLines<T>(server, path, signal)) {
      const made = line.requests ?? 0;
      onRequests(made - requests);
      requests = made;
      yield line;
    }
  };
  return {
    async scan(entityType, { onPage, warn, signal, ...query }) {
      for await (const line of linesOf<PageLine>(entityType, toScan(query), signal)) {
        const { warnings, error, requests: _, ...page } = line;
        if (error) throw toServerError(error, 'INCOMPLETE_ANSWER');
        if (!warnings) await onPage(page);
        else return warnings.forEach(warn);
      }
      throw brokenOff(server);
    },
    async count(entityType, { signal, ...query }) {
      for await (const { count, warnings } of linesOf<CountLine>(entityType, toCount(query), signal)) {
        return { count, warnings };
      }
      throw brokenOff(server);
    },
  };
}

type Given<Q> = Omit<Q, 'onPage' | 'warn' | 'signal'>;

function toScan({ where, limit, allParents, completed = [], timeMs }: Given<ScanQuery>) {
  return {
    format: 'pages',
    conditions: where,
    limit: limit?.toString(),
    allowParentScan: allParents?.toString(),
    completed: partsToText(completed),
    time: timeMs === undefined ? undefined : new Date(timeMs).toISOString(),
  };
}

function toCount({ where, allParents, isSerial, maxRequests }: Given<CountQuery>) {
  return {
    count: 'true',
    conditions: where,
    allowParentScan: allParents?.toString(),
    serial: isSerial ? 'true' : undefined,
    maxRequests: maxRequests?.toString(),
  };
}

function brokenOff({ url }: Server): ServerError {
  return new ServerError(`The connector at ${url} ended its answer before it was complete.`, 'INCOMPLETE_ANSWER');
}
