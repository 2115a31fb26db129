import { useSyncExternalStore } from 'react';
import { ApiError } from './api-error.ts';
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

/**
 * Sends a write under a new idempotency key, which is kept until an answer arrives. If none does, `usePendingWrites` has it.
 *
 * @throws ApiError, NoAnswerError
 */
export function sendWrite<T>(title: string, call: PendingWrite['call']): Promise<WriteAnswer<T>> {
  const write: PendingWrite = { key: crypto.randomUUID(), title, call, sentAt: new Date().toISOString() };
  change([...pending, write]);
  return sendAgain<T>(write);
}

/** Sends a write again under its key: the server answers with what happened, or carries it out for the first time. */
export async function sendAgain<T>({ key, call }: PendingWrite): Promise<WriteAnswer<T>> {
  inFlight.add(key);
  try {
    const response = await send({ ...call, idempotencyKey: key });
    const body = (await response.json()) as T;
    forgetWrite(key);
    return { body, isReplayed: response.headers.get('Idempotent-Replayed') === 'true' };
  } catch (error) {
    // Any answer settles the write, except that the session has ended before the server looked at it.
    if (error instanceof ApiError && error.status !== 401) forgetWrite(key);
    throw error;
  } finally {
    inFlight.delete(key);
    change([...pending]);
  }
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
