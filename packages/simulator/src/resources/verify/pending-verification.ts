import type { Values, World } from '../../model/resource.js';
import type { Row } from '../../model/row.js';

const EXPIRES_AFTER_MS = 600_000;

/**
 * Finds a verification that is neither ended nor expired, by its SID or its recipient. All others can no longer be found
 * (https://www.twilio.com/docs/verify/api/rate-limits-and-timeouts).
 */
export function findPending(service: string, key: string, world: World): Row | undefined {
  const now = world.now();
  const isPending = (row: Row) =>
    row.service_sid === service && row.status === 'pending' && now < Number(row.date_created) + EXPIRES_AFTER_MS;
  const table = world.table('Verifications');
  const bySid = table.get(key);
  return [...(bySid ? [bySid] : table.oldestFirst())].findLast(
    (row) => isPending(row) && [row.sid, row.to].includes(key),
  );
}

/** A verification that nobody completed in time is expired. */
export function verificationAtTime(row: Row, now: number): Values | undefined {
  const isExpired = row.status === 'pending' && now >= Number(row.date_created) + EXPIRES_AFTER_MS;
  return isExpired ? { status: 'expired' } : undefined;
}
