import { withoutCallIds } from '../without-call-ids.ts';
import type { Api, ApiAnswer } from './api.ts';
import { createKeyedCalls, type KeyedCall } from './keyed-call.ts';
import type { TwilioStore } from './twilio-store.ts';
import type { Writer, WriterOptions } from './writer.ts';

interface Sent extends KeyedCall {
  /** How often it was sent without being answered. */
  unanswered: number;
  answer?: ApiAnswer;
}

/** Sends messages and places calls, each with an `Idempotency-Key`. Retries every call until it is answered. */
export function createSender(options: WriterOptions, store: TwilioStore): Writer & { checkAll(): void } {
  const { random, findings } = options;
  const nextCall = createKeyedCalls(options, store);
  const all: Sent[] = [];
  let open: Sent[] = [];
  let toCheck: Sent[] = [];

  function conclude(sent: Sent, answer: ApiAnswer): void {
    const { call, unanswered } = sent;
    sent.answer = answer;
    if (answer.status === 200) {
      findings.count('acknowledged');
      if (answer.isReplayed) findings.count('recordedAnswers');
      else if (unanswered > 0) findings.count('sentByRepetition');
    } else if (answer.reason === 'OUTCOME_UNKNOWN' && unanswered > 0) {
      findings.count('unknownOutcomes');
    } else {
      findings.flaw(
        'other',
        `${call.key} was answered ${JSON.stringify(answer.json)} after ${unanswered} attempts without an answer`,
      );
    }
  }

  async function send(api: Api, sent: Sent): Promise<boolean> {
    if (sent.unanswered > 0) findings.count('repeated');
    // Some callers are impatient and send the same call twice at once.
    const calls = random.next() < 0.1 ? [sent.call, sent.call] : [sent.call];
    const answers = await Promise.all(calls.map((call) => api(call)));
    const [answer, other = answer] = answers.filter((one) => one !== undefined);
    if (!answer || !other) {
      findings.count('unanswered');
      sent.unanswered += 1;
      open.push(sent);
      return false;
    }
    conclude(sent, answer);
    compare(sent, other);
    return answers.every(Boolean);
  }

  /** A key must get the same answer, however often it is sent. Only the ids of the calls in it differ. */
  function compare({ call, answer }: Sent, again: ApiAnswer): void {
    if (again.isReplayed) findings.count('recordedAnswers');
    const [first, second] = [answer, again].map((one) => withoutCallIds(JSON.stringify(one?.json)));
    if (again.status === answer?.status && first === second) return;
    findings.flaw('other', `${call.key} was answered ${first}, then ${second}`);
  }

  function checkOne(sent: Sent): void {
    const { call, answer } = sent;
    const times = sent.done();
    if (times > 1) findings.flaw('doubled', `${call.path} with ${call.key} was carried out ${times} times`);
    if (times < 1 && answer?.status === 200)
      findings.flaw('lost', `${call.path} with ${call.key} was answered 200 but not carried out`);
  }

  return {
    async write(api) {
      const repeated = open.shift();
      if (repeated) {
        toCheck.push(repeated);
        return send(api, repeated);
      }
      const answered = toCheck.findLast(({ answer }) => answer !== undefined);
      if (answered && random.next() < 0.1) {
        const again = await api(answered.call);
        if (again) compare(answered, again);
        return again !== undefined;
      }
      const sent: Sent = { ...nextCall(), unanswered: 0 };
      all.push(sent);
      toCheck.push(sent);
      return send(api, sent);
    },
    async check() {
      for (const sent of new Set([...toCheck, ...open])) checkOne(sent);
      toCheck = [];
    },
    checkAll() {
      for (const sent of all) if (!sent.call.path.includes('WithConditions')) checkOne(sent);
    },
  };
}
