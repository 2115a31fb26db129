import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A connector, and the calls that its callers make. */
export interface Target {
  readonly url: string;
  readonly token: string;
}

/** One request. */
export interface Call {
  readonly path: string;
  readonly body: object;
  readonly key?: string;
}

/** The answer to a request: its status, or why there is none. The text is kept only for short answers. */
export interface Answer {
  readonly status: number | 'closed';
  readonly retryAfterMs: number;
  readonly bytes: number;
  readonly text: string;
  /** Whether the answer ends as JSON does. */
  readonly isWhole: boolean;
  /** How often the mark that was asked for occurs. */
  readonly marks: number;
}

// A connection that is kept open may be closed by the server just when the next request is sent on it.
const agent = new Agent({ keepAlive: false });
const KEPT_BYTES = 16 * 1024;

/** Sends a request and reads the answer as it comes, without keeping it. Never rejects. */
export function send({ url, token }: Target, { path, body, key }: Call, mark = '\0'): Promise<Answer> {
  return new Promise((resolve) => {
    const closed = () =>
      resolve({ status: 'closed', retryAfterMs: 1000, bytes: 0, text: '', isWhole: false, marks: 0 });
    const headers = {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      ...(key !== undefined && { 'Idempotency-Key': key }),
    };
    const sent = request(new URL(path, url), { method: 'POST', agent, headers }, (answer) => {
      read(answer, mark).then(resolve, closed);
    });
    sent.on('error', closed);
    sent.end(JSON.stringify(body));
  });
}

async function read(answer: IncomingMessage, mark: string): Promise<Answer> {
  let [bytes, marks, text, tail, end] = [0, 0, '', '', ''];
  for await (const chunk of answer.setEncoding('utf8')) {
    const part = String(chunk);
    bytes += part.length;
    if (bytes < KEPT_BYTES) text += part;
    marks += (tail + part).split(mark).length - 1;
    // A mark may lie across two parts.
    tail = mark.length > 1 ? (tail + part).slice(1 - mark.length) : '';
    end = (end + part).slice(-2);
  }
  const retryAfterMs = Number(answer.headers['retry-after'] ?? 1) * 1000;
  return { status: answer.statusCode ?? 0, retryAfterMs, bytes, text, isWhole: end === '}\n', marks };
}

/** Counts answers by status. */
export type Tally = Record<string, number>;

/** Makes the same kind of call from several callers until a time; a refused one waits as long as it is told. */
export async function keepCalling(
  target: Target,
  {
    callers,
    endAt,
    next,
    mark,
    check,
  }: {
    readonly callers: number;
    readonly endAt: number;
    readonly next: () => Call;
    readonly mark?: string;
    /** Says what is wrong with an answer of 200, if anything. */
    readonly check?: (answer: Answer, call: Call) => string | undefined;
  },
): Promise<Tally> {
  const tally: Tally = {};
  const call = async () => {
    while (performance.now() < endAt) {
      const made = next();
      const answer = await send(target, made, mark);
      const problem = answer.status === 200 ? check?.(answer, made) : undefined;
      const name = problem ?? String(answer.status);
      tally[name] = (tally[name] ?? 0) + 1;
      if (answer.status !== 200) await sleep(Math.min(answer.retryAfterMs, Math.max(0, endAt - performance.now())));
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return tally;
}
