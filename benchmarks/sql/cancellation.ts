import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { atMost, plain } from '../nodes/row.ts';
import { spreadOf } from '../src/statistics.ts';
import type { Row } from '../src/table.ts';
import { keyOf } from '../scan/keys.ts';
import { startBed } from './bed.ts';

const MESSAGES = 1000;
const ROUNDS = 5;
const TIMEOUT_MS = 500;
const SETTLE_MS = 2000;
const MOST_MS = 100;
/** PostgreSQL's code for a statement that was cancelled. */
const CANCELLED = '57014';
/** The code in the first message of a connection that cancels. */
const CANCEL_REQUEST = 80_877_102;

/** Never ends by itself, and only computes. */
const ENDLESS = 'select count(*) from generate_series(1, 1000000000) a, generate_series(1, 1000000000) b';

/** Measures how long statements go on that are cancelled or run into their timeout, and what other sessions notice. */
export async function measureCancellation(): Promise<Row[]> {
  const bed = await startBed({ messages: MESSAGES, latencyMs: 0 });
  try {
    const [runaway, other] = [await bed.connect(), await bed.connect()];
    const late: Record<string, number[]> = { cancel: [], timeout: [] };
    const waits: number[] = [];
    let disturbed = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const way of ['cancel', 'timeout']) {
        const isCancelled = way === 'cancel';
        // Until the spare of the last one is there.
        await sleep(SETTLE_MS);
        await runaway.query(`set statement_timeout = ${isCancelled ? 0 : TIMEOUT_MS}`);
        const ended = endOf(runaway);
        const timeout = performance.now() + TIMEOUT_MS;
        await sleep(TIMEOUT_MS / 2);
        // It waits for the worker that the endless statement has.
        const waited = isAnswered(other, round).then((isRight) => (isRight ? performance.now() : undefined));
        await sleep(TIMEOUT_MS / 4);
        const asked = isCancelled ? performance.now() : timeout;
        if (isCancelled) cancel(runaway);
        const end = await ended;
        late[way]?.push(end - asked);
        const answered = await waited;
        if (answered === undefined) disturbed += 1;
        else if (answered < asked) throw new Error('The statement of the other session did not wait.');
        else waits.push(answered - asked);
      }
    }
    const lateness = (contestant: string, values: readonly number[] = []): Row => ({
      measured: 'an endless statement ends',
      contestant,
      figure: spreadOf(values),
      unit: 'ms',
    });
    return [
      eachAtMost(lateness('after its cancellation', late.cancel), MOST_MS),
      eachAtMost(lateness('after its statement_timeout', late.timeout), MOST_MS),
      { ...lateness('after either', waits), measured: 'a statement of another session that waits is answered' },
      atMost(plain('statements of another session that waited', 'that failed', disturbed), 0),
    ];
  } finally {
    await bed.stop();
  }
}

const eachAtMost = (row: Row, limit: number): Row => ({
  ...row,
  limit: { text: `each ≤ ${limit} ${row.unit}`, isKept: row.figure.max <= limit },
});

/** Runs the endless statement, and returns the time of its end. */
async function endOf(client: pg.Client): Promise<number> {
  try {
    await client.query(ENDLESS);
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === CANCELLED) return performance.now();
    throw error;
  }
  throw new Error('The endless statement has ended.');
}

/** Whether a session gets the row that it asks for. */
async function isAnswered(client: pg.Client, index: number): Promise<boolean> {
  try {
    const { rows } = await client.query<{ sid: string }>('select sid from messages where sid = $1', [keyOf(index)]);
    return rows[0]?.sid === keyOf(index);
  } catch {
    return false;
  }
}

/** Sends the cancel request of a client, which takes a connection of its own. */
function cancel(client: pg.Client): void {
  const { host, port, processID, secretKey } = client as pg.Client & Record<'processID' | 'secretKey', number>;
  const request = Buffer.alloc(16);
  [request.byteLength, CANCEL_REQUEST, processID, secretKey].forEach((part, index) =>
    request.writeInt32BE(part, index * 4),
  );
  connect(port, host).end(request);
}
