import { expect } from 'vitest';
import { forEach } from './for-each.js';
import { CONNECTION, type TestAnswer, type TestBed } from './test-bed.js';

const AT_ONCE = 10;

/** The faults of the path of messages. Each of them occurs in some hundred writes. */
const FAULTS = [
  { kind: 'status', status: 400, probability: 0.08 },
  { kind: 'dropAfterProcessing', probability: 0.06 },
  { kind: 'truncate', probability: 0.05 },
  { kind: 'reset', probability: 0.06 },
  { kind: 'status', status: 500, probability: 0.05 },
  { kind: 'status', status: 503, probability: 0.05 },
  { kind: 'status', status: 429, probability: 0.08 },
] as const;

/**
 * Sends INSERTs of two rows each under faults, with a key up to three times, and expects that the answers say exactly what Twilio
 * has and was sent.
 */
export async function insertUnderFaults(bed: TestBed, count: number, hasKeys: boolean): Promise<Tally> {
  bed.simulator.reset();
  bed.simulator.journal.clear();
  FAULTS.forEach((fault, index) =>
    bed.simulator.addFault({ ...fault, method: 'POST', path: '/Messages.json', seed: 300 + index }),
  );
  const results = await forEach({ count, atOnce: AT_ONCE }, (index) =>
    insert(bed, index, hasKeys ? `key-${index}` : undefined),
  );
  bed.simulator.clearFaults();
  const stored = Map.groupBy(bed.simulator.snapshot('Messages'), ({ body }) => String(body));
  const tally: Tally = { done: 0, unknown: 0, failed: 0, 'not attempted': 0, repeated: 0, refused: 0 };
  for (const [index, answers] of results.entries()) {
    tally.repeated += answers.length - 1;
    tally.refused += answers.flatMap(statusesOf).filter(({ status }) => status === 'failed').length;
    const last = answers.at(-1);
    for (const [row, { status, key }] of (last ? statusesOf(last) : []).entries()) {
      const sids = (stored.get(bodyOf(index, row)) ?? []).map(({ sid }) => sid);
      const name = `${bodyOf(index, row)} ${status} after ${answers.length} answers`;
      tally[status] += 1;
      if (status === 'done') expect(sids, name).toEqual([key]);
      else if (status === 'unknown') expect(sids.length, name).toBeLessThanOrEqual(1);
      else expect(sids, name).toEqual([]);
    }
  }
  const posts = bed.simulator.journal.requests().filter(({ method }) => method === 'POST');
  const counted = results.flat().map(({ headers }) => Number(headers.get('x-twilio-requests')));
  expect(posts.length).toBe(counted.reduce((sum, requests) => sum + requests, 0));
  // Apart from what Twilio refused, each row that may have been carried out was sent once.
  const sent = posts.filter(({ status }) => status !== 429).length;
  expect(sent).toBe(tally.done + tally.unknown + tally.refused);
  return tally;
}

/** What became of the rows, and how often. */
export type Tally = Record<RowStatus['status'], number> & {
  /** The statements that were sent again with their key. */
  repeated: number;
  /** The requests that Twilio refused for good, over all answers. */
  refused: number;
};

interface RowStatus {
  readonly status: 'done' | 'unknown' | 'failed' | 'not attempted';
  readonly key?: string;
}

const bodyOf = (index: number, row: number): string => `statement ${index} row ${row}.`;

async function insert(bed: TestBed, index: number, key: string | undefined): Promise<readonly TestAnswer[]> {
  const values = [0, 1].map((row) => `('+15550100001', '+15550100100', '${bodyOf(index, row)}')`);
  const sql = `insert into messages ("to", sender, body) values ${values.join(', ')} returning sid`;
  const answers: TestAnswer[] = [];
  for (let attempt = 0; attempt < (key === undefined ? 1 : 3); attempt += 1) {
    const answer = await bed.request(`/v2/${CONNECTION}:executeSqlQuery`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${bed.token}`, ...(key !== undefined && { 'Idempotency-Key': key }) },
      body: JSON.stringify({ query: { query: sql } }),
    });
    answers.push(answer);
    if (answer.status === 200) break;
  }
  return answers;
}

/** What an answer says of both rows. */
function statusesOf({ status, json }: TestAnswer): readonly RowStatus[] {
  if (status === 200) return json.metadata.twilio.write.rows as readonly RowStatus[];
  const report = json.error.details.find((detail: { readonly value?: unknown }) => detail.value)?.value;
  if (report) return report.rows as readonly RowStatus[];
  // The first row failed for certain.
  return [{ status: 'failed' }, { status: 'not attempted' }];
}
