import type { CallRecord } from '../calls/call.js';
import { type Failure, toFailure } from '../calls/failure.js';
import type { CallMemory } from '../calls/memory-budget.js';
import { ConnectorError } from '../errors.js';
import { type Answer, toErrorAnswer } from './answer.js';

/** The answer to one request, with its record for the log. */
export interface Exchange {
  readonly answer: Answer;
  readonly record: Pick<CallRecord, 'id' | 'method' | 'resource' | 'twilioRequests' | 'isWrite'> & {
    readonly caller: string | undefined;
  };
  readonly failure: Failure | undefined;
  readonly error: unknown;
  /** The client's IP address. */
  readonly remoteAddress: string | undefined;
  /** The memory that the answer holds until it is written. */
  readonly memory?: CallMemory;
  /** For an answer that is written while its call goes on: how the call ended. */
  readonly ended?: Promise<Exchange>;
}

/** Renders an error that is not the outcome of a call. */
export function toFailedExchange(
  error: unknown,
  record: Exchange['record'],
  signal?: AbortSignal,
): Omit<Exchange, 'remoteAddress'> {
  const failure = toFailure(error, signal);
  return { answer: toErrorAnswer(failure, record.id), record, failure, error };
}

/** The refusal of new requests while the server stops. */
export function stopping(): ConnectorError {
  const message = 'The connector is stopping. Send the request to another process.';
  return new ConnectorError('UNAVAILABLE', message, { reason: 'STOPPING' });
}
