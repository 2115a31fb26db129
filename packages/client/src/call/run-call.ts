import type { Outcome } from '../response/read-response.js';
import type { AttemptContext } from '../http/attempt.js';
import { startTimer } from '../clock.js';
import { isTwilioError, TwilioOutcomeUnknownError, TwilioTimeoutError } from '../errors.js';
import { assertDuration, type Settings } from '../options.js';
import { report, toResult } from './attempt-record.js';
import type { RequestOptions, TwilioRequest } from '../request/request.js';
import { type Failure, isThrottled, judge, mayHaveBeenCarriedOut, toWaitMs } from './retry.js';
import { untilAborted } from '../until-aborted.js';

/** A request and the way to attempt it. */
export interface Call<T extends { status: number }> {
  request: TwilioRequest & { product: string };
  host: string;
  options: RequestOptions;
  attempt: (context: AttemptContext) => Promise<Outcome<T>>;
}

/** A call on its way. */
interface Run<T extends { status: number }> {
  call: Call<T>;
  settings: Settings;
  startMs: number;
  deadlineMs: number;
  deadline: AbortSignal;
  /** The deadline or the caller's signal. */
  signal: AbortSignal;
  attempts: number;
  /** Attempts that were answered 429. */
  throttled: number;
  mayBeDone: boolean;
  lastError?: unknown;
}

/** Attempts a request until it succeeds, may not be repeated, or the deadline is too near: `retry.ts` knows which. */
export async function runCall<T extends { status: number }>(call: Call<T>, settings: Settings): Promise<T> {
  const { signal: caller, deadlineMs = settings.deadlineMs } = call.options;
  assertDuration(deadlineMs, 'deadlineMs');
  caller?.throwIfAborted();
  const startMs = settings.clock.now();
  const deadline = startTimer(settings.clock, deadlineMs, () => toTimeout(run));
  const signal = caller ? AbortSignal.any([caller, deadline.signal]) : deadline.signal;
  const limits = { startMs, deadlineMs, deadline: deadline.signal, signal };
  const run: Run<T> = { call, settings, ...limits, attempts: 0, throttled: 0, mayBeDone: false };
  try {
    for (;;) {
      await admit(run);
      const outcome = await attempt(run);
      if ('value' in outcome) return outcome.value;
      await waitForNext(run, outcome.failure, outcome.error);
    }
  } finally {
    deadline.stop();
  }
}

async function admit<T extends { status: number }>({ call, settings, signal }: Run<T>): Promise<void> {
  const { priority } = call.options;
  await untilAborted(signal, () => settings.admit({ signal, priority }));
  signal.throwIfAborted();
}

async function attempt<T extends { status: number }>(run: Run<T>): Promise<Outcome<T>> {
  const { call, settings, deadline, mayBeDone } = run;
  const number = ++run.attempts;
  call.options.onAttempt?.();
  const startMs = settings.clock.now();
  const { signal } = call.options;
  const outcome = await call.attempt({ number, mayBeDone, deadline, signal });
  const { method, product, path } = call.request;
  const durationMs = settings.clock.now() - startMs;
  report(settings.onAttempt, { method, product, path, ...toResult(outcome), durationMs, attempt: number });
  return outcome;
}

/** Waits until the next attempt is due; throws when there is to be none. */
async function waitForNext<T extends { status: number }>(run: Run<T>, failure: Failure, error: unknown): Promise<void> {
  const { call, settings, signal } = run;
  if (isThrottled(failure)) run.throttled++;
  run.mayBeDone ||= mayHaveBeenCarriedOut(failure);
  run.lastError = error;
  const verdict = judge(call.request.method, failure);
  if (verdict === 'unknown') throw toOutcomeUnknown(run, error);
  if (verdict === 'fail') throw error;
  const waitMs = toWaitMs({
    failure,
    failures: run.attempts,
    unthrottled: run.attempts - run.throttled,
    maxAttempts: settings.maxAttempts,
    remainingMs: run.startMs + run.deadlineMs - settings.clock.now(),
    random: settings.random,
  });
  if (waitMs === undefined) throw error;
  await untilAborted(signal, () => settings.clock.sleep(waitMs, signal));
}

function toTimeout<T extends { status: number }>({ call, deadlineMs, attempts, lastError }: Run<T>): Error {
  const { method, path } = call.request;
  const message = `${method} ${path} at ${call.host} was not done within its deadline of ${deadlineMs} ms.`;
  return new TwilioTimeoutError(message, attempts, lastError);
}

function toOutcomeUnknown<T extends { status: number }>({ call, startMs, attempts }: Run<T>, error: unknown): Error {
  const why = isTwilioError(error) ? error.message : 'The caller gave up while the request was under way.';
  const message =
    `POST ${call.request.path} at ${call.host} may or may not have been carried out. ${why} It was not sent again, since ` +
    'that could do it twice. To check, GET that path (or its list) and look for what was to be made or changed since ' +
    `${new Date(startMs).toISOString()}; send it again only when it is not there.`;
  return new TwilioOutcomeUnknownError(message, attempts, error);
}
