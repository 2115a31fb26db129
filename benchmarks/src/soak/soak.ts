import { setTimeout as sleep } from 'node:timers/promises';
import { ADMINISTRATION } from './administration.ts';
import { type ApiAnswer, createApi } from './api.ts';
import type { Kind, Soak } from './kinds.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { readFlaws } from './log-file.ts';
import { judgeMemory, type MemoryVerdict, sampleMemory } from './memory.ts';
import { MISTAKES } from './mistakes.ts';
import { READS } from './reads.ts';
import type { Setting } from './setting.ts';
import { addFaults, clearFaults, countMade } from './twilio.ts';
import { WRITES } from './writes.ts';

const KINDS: readonly Kind[] = [...READS, ...WRITES, ...ADMINISTRATION, ...MISTAKES];
const CALLERS = 12;
/** V8 keeps the pages of its heap from the highest load that it has met, which comes first, so that only a leak makes memory grow. */
const PEAK = { callers: 2 * CALLERS, durationMs: 60_000 };
/** The pause of a caller between two calls, at most. */
const MAX_PAUSE_MS = 60;

/** What a soak found. */
export interface Findings {
  readonly memory: MemoryVerdict;
  readonly outcomes: Ledger['counts'];
  /** The number of calls of each kind. */
  readonly calls: ReadonlyMap<string, number>;
  /** The number of answers by status and reason. */
  readonly answers: ReadonlyMap<string, number>;
  /** A sentence for each thing that must not happen, by where it was found. */
  readonly flaws: Readonly<Record<'answers' | 'log' | 'messages' | 'process', readonly string[]>>;
}

/**
 * Makes mixed calls for a while, with faults of every kind at Twilio, and checks everything afterwards.
 *
 * @param durationMs after the minute of the peak, whose memory does not count
 */
export async function runSoak(
  { simulator, connector, token }: Setting,
  durationMs: number,
  random: () => number,
): Promise<Findings> {
  const calls = new Map<string, number>();
  const answers = new Map<string, number>();
  const wrongAnswers: string[] = [];
  let count = 0;
  const api = createApi(connector.url, ({ method = 'GET', path }, answer) => {
    const name = toName(answer);
    add(answers, name);
    if (answer?.reason === 'INTERNAL') wrongAnswers.push(`${method} ${path} was answered ${answer.text}`);
  });
  const soak: Soak = {
    api,
    token,
    administrator: connector.token,
    startTime: new Date(),
    ledger: createLedger(),
    random,
    next: () => (count += 1),
    flaw: (sentence) => void wrongAnswers.push(sentence),
  };
  const call = async (callers: number, ms: number) => {
    const end = performance.now() + ms;
    const caller = async () => {
      while (performance.now() < end && !connector.isGone()) {
        const kind = pickKind(random());
        add(calls, kind.name);
        await kind.run(soak);
        await sleep(random() * MAX_PAUSE_MS);
      }
    };
    await Promise.all(Array.from({ length: callers }, caller));
  };
  await addFaults(simulator.url);
  await call(PEAK.callers, PEAK.durationMs);
  const memory = sampleMemory(connector.pid);
  await call(CALLERS, durationMs);
  memory.stop();
  await clearFaults(simulator.url);
  const ended = connector.isGone() ? ['The connector ended by itself.'] : [];
  await connector.stop();
  return {
    memory: judgeMemory(memory.values),
    outcomes: soak.ledger.counts,
    calls,
    answers,
    flaws: {
      answers: wrongAnswers,
      log: readFlaws(connector.logFile),
      messages: soak.ledger.check(await countMade(simulator.url)),
      process: ended,
    },
  };
}

function pickKind(random: number): Kind {
  let left = random * KINDS.reduce((sum, { weight }) => sum + weight, 0);
  for (const kind of KINDS) {
    left -= kind.weight;
    if (left < 0) return kind;
  }
  throw new RangeError('The random number is not below 1.');
}

function toName(answer: ApiAnswer | undefined): string {
  if (answer === undefined) return 'no answer';
  return answer.reason === undefined ? String(answer.status) : `${answer.status} ${answer.reason}`;
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
