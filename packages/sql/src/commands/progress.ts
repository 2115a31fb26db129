import type { CommandContext } from './command.js';

/** Reads that take longer than this say how far they are, again and again. */
const INTERVAL_MS = 2_000;

/** Returns a function that is called for each page of a statement, and tells its client from time to time how far it is. */
export function createProgress({
  environment: { now },
  session: { settings },
  notice,
}: CommandContext): ((table: string, rows: number, requests: number) => void) | undefined {
  if (!notice || ['warning', 'error'].includes(settings.get('client_min_messages'))) return undefined;
  let next = now() + INTERVAL_MS;
  return (table, rows, requests) => {
    if (now() < next) return;
    next = now() + INTERVAL_MS;
    const message = `${table}: ${rows} rows read; ${requests} requests to Twilio so far`;
    notice({ severity: 'NOTICE', sqlState: '00000', message });
  };
}
