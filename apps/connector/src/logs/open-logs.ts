import type { CheckEvent, NodesEvent, SocketEvent } from '../calls/events.js';
import type { HideSecrets } from '../observability/known-secrets.js';
import type { PurgeOptions } from '../store/purge.js';
import type { Clock } from '../store/clock.js';
import type { Store } from '../store/store.js';
import { createAttemptsByCall } from './attempts-by-call.js';
import {
  attemptToEntry,
  callToEntry,
  checkToEntry,
  nodesToEntry,
  severityOfCall,
  severityOfCheck,
  socketToEntry,
} from './events-to-entries.js';
import type { LoggedAttempt, LoggedCall } from './logged-events.js';
import type { CallPayload } from './log-payload.js';
import { type LogPage, listLogs, type LogQuery } from './log-list.js';
import { type LogBounds, createLogTable } from './log-table.js';
import { createLogTails, type LogTails } from './log-tails.js';
import { createLogWriter, type LogWriter, type LogWriterOptions } from './log-writer.js';
import { purgeLogs } from './purge-logs.js';

/** The logs of all connections. */
export interface Logs extends Pick<LogWriter, 'flush' | 'lost'> {
  /** Listens to the server's events. Never throws and never waits. */
  readonly listener: {
    call(event: LoggedCall): void;
    attempt(event: LoggedAttempt): void;
    socket(event: SocketEvent): void;
    nodes(event: NodesEvent): void;
    check(event: CheckEvent): void;
  };
  /** Stores the waiting entries, then reads. */
  list(query: LogQuery): Promise<LogPage>;
  /** The connections of a project that have entries, existing or not. */
  sources(project: string): Promise<readonly string[]>;
  readonly tails: Pick<LogTails, 'open' | 'close'>;
  /** Deletes entries that are too old. @returns their number */
  purge(options: PurgeOptions): Promise<number>;
}

export interface LogsOptions extends LogBounds, Pick<LogWriterOptions, 'settingsInMemory' | 'settingsOf'> {
  readonly store: Store;
  readonly isOnlyWriter: boolean;
  readonly maxAgeMs: number;
  /** Hides secrets in the content of calls. */
  readonly hide: HideSecrets;
  readonly random: (bytes: number) => Uint8Array;
  /** The wall clock. */
  readonly now: Clock;
  /** Called when entries cannot be stored; once until it works again. */
  readonly onError: (error: unknown) => void;
}

/** Joins the parts of this folder over a store. */
export function openLogs(options: LogsOptions): Logs {
  const { store, isOnlyWriter, maxAgeMs, now } = options;
  const writer = createLogWriter({
    ...options,
    table: createLogTable(options),
    isFollowed: () => tails.isOpen(),
    onStored: (connections) => tails.wake(connections),
  });
  const list = async (query: LogQuery) => {
    await writer.flush();
    return listLogs(store, query);
  };
  // A tail is woken when entries have been stored.
  const tails = createLogTails({ list: (query) => listLogs(store, query), isOnlyWriter, now });
  return {
    listener: createListener(writer, options),
    list,
    async sources(project) {
      await writer.flush();
      const rows = store.selectFrom('log_sources').select('connection').where('project', '=', project);
      return (await rows.orderBy('connection').execute()).map(({ connection }) => connection);
    },
    tails,
    purge: (purge) => purgeLogs(store, maxAgeMs, purge),
    flush: () => writer.flush(),
    lost: () => writer.lost(),
  };
}

/** Longer inputs and messages are cut off. */
const MAX_CONTENT = 4096;
const CONNECTION = /^projects\/[^/]+\/locations\/[^/]+\/connections\/[^/]+$/;

function createListener({ add }: Pick<LogWriter, 'add'>, { hide }: Pick<LogsOptions, 'hide'>): Logs['listener'] {
  const attemptsByCall = createAttemptsByCall();
  const payloadOf = ({ record: { input }, failure }: LoggedCall): CallPayload => ({
    ...(input !== undefined && { input: hide(input).slice(0, MAX_CONTENT) }),
    ...(failure && { error: hide(failure.message).slice(0, MAX_CONTENT) }),
  });
  return {
    call(event) {
      const { record, failure } = event;
      const attempts = attemptsByCall.take(record.id);
      // The audit log has the calls of callers without permission. They must not fill the log of the connection.
      if (failure?.reason === 'PERMISSION_DENIED' || !CONNECTION.test(record.resource)) return;
      if (!failure && record.subject === undefined && record.twilioRequests === 0) return;
      add({
        connection: record.resource,
        severity: severityOfCall(event),
        toEntry: ({ level, hasPayloads }) => ({
          ...callToEntry({ ...event, attempts, ...(hasPayloads && { payload: payloadOf(event) }) }),
          place: level === 'DEBUG' && attempts.length > 0 ? 'last' : 'only',
        }),
      });
    },
    attempt(event) {
      const { connection, origin } = event;
      const isFirst = origin !== undefined && attemptsByCall.add(origin.call, event) === 1;
      add({
        connection,
        severity: 'DEBUG',
        toEntry: () => ({ ...attemptToEntry(event), ...(isFirst && { place: 'first' }) }),
      });
    },
    socket(event) {
      add({ connection: event.connection, severity: 'DEBUG', toEntry: () => socketToEntry(event) });
    },
    check(event) {
      add({ connection: event.connection, severity: severityOfCheck(event), toEntry: () => checkToEntry(event) });
    },
    nodes(event) {
      add({ connection: event.connection, severity: 'INFO', toEntry: () => nodesToEntry(event) });
    },
  };
}
