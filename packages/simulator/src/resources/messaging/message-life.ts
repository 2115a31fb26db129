import type { Values } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { OWN_NUMBERS } from '../../seed/seeding.js';

// When a message reaches each status, in milliseconds after its creation or, for a scheduled message, after `send_at`.
const STATUS_TIMES = [
  ['accepted', 0],
  ['queued', 500],
  ['sending', 1000],
  ['sent', 2000],
  ['delivered', 4000],
] as const;
export const SENT_MS = 2000;
export const DELIVERED_MS = 4000;

/** The statuses that a message goes through, with its values and the time in `at`, oldest first. */
export function messageStates(row: Row): readonly (Row & { readonly at: number })[] {
  if (row.moves !== true) return [{ ...row, at: Number(row.date_updated) }];
  const start = Number(row.send_at ?? row.date_created);
  let { status } = row;
  return STATUS_TIMES.flatMap(([, after]) => {
    const state: Row & { readonly at: number } = { ...row, ...messageAtTime(row, start + after), at: start + after };
    const isNew = state.status !== status;
    ({ status } = state);
    return isNew ? [state] : [];
  });
}

/** The values of a message that change with time; undefined when none do. */
export function messageAtTime(row: Row, now: number): Values | undefined {
  if (row.moves !== true) return undefined;
  const start = Number(row.send_at ?? row.date_created);
  if (now < start) return undefined;
  const reached = STATUS_TIMES.findLast(([, after]) => now - start >= after)?.[0];
  // Only messages of a messaging service start as accepted, while the service chooses a sender.
  const status = reached === 'accepted' && row.messaging_service_sid === null ? 'queued' : reached;
  if (now < start + SENT_MS) return { status };
  return {
    status,
    from: row.from ?? OWN_NUMBERS[0],
    price: '-0.00750',
    date_sent: start + SENT_MS,
    date_updated: Math.max(Number(row.date_updated), Math.min(now, start + DELIVERED_MS)),
  };
}
