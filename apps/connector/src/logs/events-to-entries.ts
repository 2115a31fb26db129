import { actions, catalog } from '@twilio-connector/entities';
import type { CheckEvent, NodesEvent, SocketEvent } from '../calls/events.js';
import type { LoggedAttempt, LoggedCall } from './logged-events.js';
import type { NewLogEntry, Severity } from './log-entry.js';
import type { LoggedRequest, LoggedStatus, LogPayload } from './log-payload.js';
import { maskPath } from './mask-path.js';
import { RPC_CODES } from './rpc-codes.js';

/** Twilio's id of a request. Another text in its header could be anything. */
const REQUEST_ID = /^RQ[0-9a-f]{32}$/i;

/** The state of a connection that works. */
const WORKING = 'ACTIVE';

/** A call that ended, with its requests at Twilio. */
export interface EndedCall extends LoggedCall {
  /** The last ones, if there were many. */
  readonly attempts: readonly LoggedAttempt[];
  /** The content of the call, with secrets hidden, if the connection allows it in its log. */
  readonly payload?: NewLogEntry['payload']['payload'];
}

/** A failed call is an ERROR, a successful one INFO. */
export function severityOfCall({ failure }: Pick<LoggedCall, 'failure'>): Severity {
  return failure ? 'ERROR' : 'INFO';
}

/** A connection that does not work is an ERROR. */
export function severityOfCheck({ state }: Pick<CheckEvent, 'state'>): Severity {
  return state === WORKING ? 'INFO' : 'ERROR';
}

export function callToEntry({ record, failure, attempts, payload }: EndedCall): NewLogEntry {
  const { id: callId, resource: connection, caller, method, startMs, durationMs, twilioRequests } = record;
  const subject = subjectOf(record);
  const name = [subject.operation, subject.entityType ?? subject.action].filter(Boolean).join(' ') || method;
  const outcome = failure ? `failed: ${failure.code} (${failure.reason})` : 'succeeded';
  const help = /^TWILIO_(\d+)$/.exec(failure?.reason ?? '')?.[1];
  return {
    timeMs: startMs + durationMs,
    connection,
    severity: severityOfCall({ failure }),
    callId,
    payload: {
      message: `${name} ${outcome}`,
      callId,
      caller,
      method,
      ...subject,
      status: statusOf(failure),
      durationMs: Math.round(durationMs),
      twilioRequests,
      ...(record.isReplayed && { isReplayed: true }),
      ...(attempts.length > 0 && { requests: attempts.map(toRequest) }),
      ...(help !== undefined && { help: `https://www.twilio.com/docs/errors/${help}` }),
      ...(payload && { payload }),
    },
  };
}

export function attemptToEntry(event: LoggedAttempt): NewLogEntry {
  const { connection, endMs, status, error, origin } = event;
  const request = toRequest(event);
  const message = `${request.method} ${request.path} at ${request.product}: ${status ?? error ?? 'no response'}`;
  return {
    timeMs: endMs,
    connection,
    severity: 'DEBUG',
    callId: origin?.call,
    payload: { message, ...(origin && { callId: origin.call }), request },
  };
}

export function socketToEntry({ connection, endMs, durationMs, ...facts }: SocketEvent): NewLogEntry {
  const { host, port, tls, error } = facts;
  const target = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const message =
    error === undefined ? `Connected to ${target} (${tls ?? 'no TLS'})` : `No connection to ${target}: ${error}`;
  const socket = { ...facts, durationMs: Math.round(durationMs) };
  return { timeMs: endMs, connection, severity: 'DEBUG', payload: { message, socket } };
}

/** The description of the connection's state tells the cause. */
export function checkToEntry({ connection, state, atMs }: CheckEvent): NewLogEntry {
  const message = state === WORKING ? 'The connection works' : `The connection does not work: ${state}`;
  return { timeMs: atMs, connection, severity: severityOfCheck({ state }), payload: { message, state } };
}

export function nodesToEntry({ connection, from, to, reason, atMs }: NodesEvent): NewLogEntry {
  return { timeMs: atMs, connection, severity: 'INFO', payload: { message: reason, nodes: { from, to } } };
}

/** Stands for entries that could not be kept. */
export function lostToEntry(connection: string, lost: number, timeMs: number): NewLogEntry {
  const message = `${lost} ${lost === 1 ? 'entry' : 'entries'} of this log could not be kept`;
  return { timeMs, connection, severity: 'WARNING', payload: { message, lost } };
}

/** Only names that the connector knows: others are whatever the caller wrote. */
function subjectOf({ subject }: LoggedCall['record']): Pick<LogPayload, 'operation' | 'entityType' | 'action'> {
  if (!subject) return {};
  const { operation } = subject;
  if ('action' in subject)
    return { operation, ...(Object.hasOwn(actions, subject.action) && { action: subject.action }) };
  const { entityType } = subject;
  return { operation, ...(Object.hasOwn(catalog, entityType) && { entityType }) };
}

function statusOf(failure: LoggedCall['failure']): LoggedStatus {
  if (!failure) return { code: 0, status: 'OK' };
  const { code, reason } = failure;
  return { code: RPC_CODES[code], status: code, reason };
}

function toRequest(event: LoggedAttempt): LoggedRequest {
  const { method, product, path, status, error, durationMs, waitMs, attempt, twilioCode, requestId = '' } = event;
  return {
    method,
    product,
    path: maskPath(path),
    status,
    error,
    durationMs: Math.round(durationMs),
    waitMs: waitMs === undefined ? undefined : Math.round(waitMs),
    attempt,
    twilioCode,
    requestId: REQUEST_ID.test(requestId) ? requestId : undefined,
  };
}
