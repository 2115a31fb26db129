import { useSyncExternalStore } from 'react';
import { ApiError, NoAnswerError } from './api-error.ts';
import { type ApiCall, send } from './http.ts';

/** A write that has been sent and has not been answered. Sending it again with its key is safe. */
export interface PendingWrite {
  readonly key: string;
  /** Such as "Create a row of Messages". */
  readonly title: string;
  readonly call: Pick<ApiCall, 'method' | 'path' | 'query' | 'body'>;
  /** ISO 8601. */
  readonly sentAt: string;
}

export interface WriteAnswer<T> {
  readonly body: T;
  /** The server had carried out the write before, and repeated its answer. */
  readonly isReplayed: boolean;
}

/** Survives a reload of the page, and ends with the tab. */
const STORAGE = 'unanswered-writes';
const listeners = new Set<() => void>();
let pending: readonly PendingWrite[] = JSON.parse(sessionStorage.getItem(STORAGE) ?? '[]') as PendingWrite[];
/** The server forgets a key after 24 hours. */
const KEY_LASTS_MS = 23 * 3_600_000;
/** Writes of this page that may still be answered. */
const inFlight = new Set<string>();

function change(next: readonly PendingWrite[]): void {
  pending = next;
  sessionStorage.setItem(STORAGE, JSON.stringify(pending));
  for (const listener of listeners) listener();
}

export function forgetWrite(key: string): void {
  change(pending.filter((write) => write.key !== key));
}

/** Whether the key of a write no longer keeps it from being carried out twice. */
export const isExpired = ({ sentAt }: PendingWrite): boolean => Date.now() - Date.parse(sentAt) > KEY_LASTS_MS;

/** A write with a new idempotency key, to be sent. */
export function toWrite(title: string, call: PendingWrite['call']): PendingWrite {
  return { key: crypto.randomUUID(), title, call, sentAt: new Date().toISOString() };
}

/**
 * Sends a write under a new idempotency key, which is kept until an answer arrives. If none does, `usePendingWrites` has it.
 *
 * @throws ApiError, NoAnswerError
 */
export function sendWrite<T>(title: string, call: PendingWrite['call']): Promise<WriteAnswer<T>> {
  return sendKeyed<T>(toWrite(title, call));
}

/** Any answer of the connector settles a write, except that the session has ended before the server looked at it. */
const isSettledBy = (error: unknown): boolean => error instanceof ApiError && error.code !== '' && error.status !== 401;

/**
 * Sends a write under its key, for the first time or again: if it was carried out before, the server answers with what happened.
 *
 * @throws ApiError, NoAnswerError
 */
export async function sendKeyed<T>(write: PendingWrite): Promise<WriteAnswer<T>> {
  const { key, call } = write;
  inFlight.add(key);
  change([...pending.filter((other) => other.key !== key), write]);
  try {
    const response = await send({ ...call, idempotencyKey: key });
    const body = (await response.json().catch(noAnswer)) as T;
    forgetWrite(key);
    return { body, isReplayed: response.headers.get('Idempotent-Replayed') === 'true' };
  } catch (error) {
    if (isSettledBy(error)) forgetWrite(key);
    throw error;
  } finally {
    inFlight.delete(key);
    change([...pending]);
  }
}

/** Half an answer is none. */
function noAnswer(cause: unknown): never {
  throw new NoAnswerError(cause);
}

/** The first write that got no answer, is not on its way now and can be sent again, of those that the test accepts. */
export function findUnanswered(test: (call: PendingWrite['call']) => boolean): PendingWrite | undefined {
  return snapshot().find((write) => !isExpired(write) && test(write.call));
}

let unanswered: readonly PendingWrite[] = [];
function snapshot(): readonly PendingWrite[] {
  const next = pending.filter(({ key }) => !inFlight.has(key));
  const isSame = next.length === unanswered.length && next.every((write, index) => write === unanswered[index]);
  if (!isSame) unanswered = next;
  return unanswered;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The writes that got no answer, and are not on their way now. */
export function usePendingWrites(): readonly PendingWrite[] {
  return useSyncExternalStore(subscribe, snapshot);
}
