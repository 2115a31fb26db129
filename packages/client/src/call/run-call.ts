import { sleep, startTimer } from '../clock.js';
import { isTwilioError, TwilioOutcomeUnknownError, TwilioTimeoutError } from '../errors.js';
import type { Attempt, RawResponse } from '../http/attempt.js';
import type { Failure, Outcome, Redirected } from '../http/outcome.js';
import { type Answer, assertDuration, type Permit, type Settings } from '../options.js';
import type { HttpRequest, PreparedRequest } from '../request/prepare-request.js';
import type { RequestOptions } from '../request/request.js';
import type { ResponseContext } from '../response/read-response.js';
import { report } from '../report.js';
import { untilAborted } from '../until-aborted.js';
import { toAttemptResult } from './attempt-record.js';
import { decideRetry, isThrottled, mayHaveBeenCarriedOut, toWaitMs } from './retry.js';

/** One request, and how to read its response. A call may take several attempts. */
export interface Call<T extends { status: number }> {
  prepared: PreparedRequest;
  options: RequestOptions;
  read: (response: RawResponse, context: ResponseContext) => Outcome<T>;
}

/** A call in flight. */
interface Run<T extends { status: number }> {
  call: Call<T>;
  settings: Settings;
  attempt: Attempt;
  startMs: number;
  deadlineMs: number;
  /** Aborts at the deadline or with the caller's signal. */
  signal: AbortSignal;
  /** HTTP attempts so far. */
  attempts: number;
  /** Attempts that do not count towards `maxAttempts`: they were answered with 429 or a redirect. */
  uncounted: number;
  mayBeDone: boolean;
  lastError?: unknown;
}

/** Attempts a request until it succeeds, must not be retried, or has no time left for another attempt. */
export async function runCall<T extends { status: number }>(
  call: Call<T>,
  settings: Settings,
  attempt: Attempt,
): Promise<T> {
  const { signal: caller, deadlineMs = settings.deadlineMs } = call.options;
  assertDuration(deadlineMs, 'deadlineMs');
  caller?.throwIfAborted();
  const startMs = settings.clock.now();
  const deadline = startTimer(settings.clock, { ms: deadlineMs, toReason: () => toTimeout(run), outer: caller });
  const limits = { startMs, deadlineMs, signal: deadline.signal };
  const run: Run<T> = { call, settings, attempt, ...limits, attempts: 0, uncounted: 0, mayBeDone: false };
  try {
    for (let { http } = call.prepared; ;) {
      const step = await attemptOnce(run, http);
      if ('value' in step) return step.value;
      if ('redirect' in step) {
        run.uncounted++;
        http = step.redirect;
      } else {
        await waitForNextAttempt(run, step.failure, step.error);
        ({ http } = call.prepared);
      }
    }
  } finally {
    deadline.stop();
  }
}

/** Makes one attempt with a permit of its own. */
async function attemptOnce<T extends { status: number }>(
  run: Run<T>,
  http: HttpRequest,
): Promise<Outcome<T> | Redirected<HttpRequest>> {
  const { call, settings } = run;
  let askedMs = 0;
  let startMs = 0;
  let permit: Permit | undefined;
  let refusal: { readonly error: unknown } | undefined;
  let isOver = false;
  const onReady = async () => {
    askedMs = settings.clock.now();
    try {
      permit = await admit(run);
      // Aborted at the moment of its admission.
      if (isOver) permit.done();
      run.signal.throwIfAborted();
      run.attempts += 1;
      call.options.onAttempt?.();
      startMs = settings.clock.now();
    } catch (error) {
      refusal = { error };
      throw error;
    }
  };
  try {
    const gate = {
      admit: onReady,
      onSent: () => permit?.sent(),
      onEnd: (answer: Answer | undefined) => permit?.done(answer),
    };
    const outcome = await sendAndRead(run, http, gate);
    if (refusal) throw refusal.error;
    if (!permit) return outcome;
    const durationMs = settings.clock.now() - startMs;
    const { product, request } = call.prepared;
    const { method, path } = request;
    const { origin } = call.options;
    const times = { waitMs: startMs - askedMs, durationMs };
    const outcomeOf = { ...toAttemptResult(outcome), ...times, attempt: run.attempts };
    const record = { method, product, path, ...outcomeOf, ...(origin && { origin }) };
    report(settings.onAttempt, record);
    return outcome;
  } finally {
    isOver = true;
    // Has no effect if the end was reported.
    permit?.done();
  }
}

async function admit<T extends { status: number }>({ call, settings, signal }: Run<T>): Promise<Permit> {
  const { priority, origin } = call.options;
  let admission: Promise<Permit> | undefined;
  try {
    return await untilAborted(signal, () => (admission = settings.admit({ signal, priority, origin })));
  } catch (error) {
    // The call may have been aborted at the moment of its admission.
    admission?.then(
      (permit) => permit.release(),
      () => undefined,
    );
    throw error;
  }
}

/** The admission of one attempt, and the reports about it. */
interface Gate {
  readonly admit: () => Promise<void>;
  readonly onSent: () => void;
  readonly onEnd: (answer: Answer | undefined) => void;
}

async function sendAndRead<T extends { status: number }>(
  run: Run<T>,
  http: HttpRequest,
  gate: Gate,
): Promise<Outcome<T> | Redirected<HttpRequest>> {
  const { call, settings, signal, mayBeDone } = run;
  const outcome = await run.attempt(http, {
    admit: gate.admit,
    onSent: gate.onSent,
    caller: call.options.signal,
    signal,
    get attempts() {
      return run.attempts;
    },
  });
  if (!('value' in outcome)) {
    gate.onEnd('redirect' in outcome ? { isThrottled: false } : undefined);
    return outcome;
  }
  const { redact, hide, createFilter } = settings.authorization;
  const nowMs = settings.clock.now();
  const { method, url } = http;
  const secrets = { redact, hide, createFilter };
  const result = call.read(outcome.value, {
    method,
    host: url.host,
    attempts: run.attempts,
    mayBeDone,
    nowMs,
    ...secrets,
  });
  gate.onEnd(toAnswer(outcome.value, result));
  return result;
}

/** Twilio's code for too many requests of the account. */
const TOO_MANY_REQUESTS = 20_429;

/** A 429 with another code is about a limit of one resource, such as the checks of a verification. */
function toAnswer<T extends { status: number }>({ response }: RawResponse, result: Outcome<T>): Answer {
  const { status, twilioCode = TOO_MANY_REQUESTS } = toAttemptResult(result);
  const concurrent = Number(response.headers.get('twilio-concurrent-requests') ?? Number.NaN);
  const isThrottled = status === 429 && twilioCode === TOO_MANY_REQUESTS;
  return { isThrottled, ...(Number.isFinite(concurrent) && { concurrent }) };
}

/** Waits until the next attempt is due. Throws if there must not be one. */
async function waitForNextAttempt<T extends { status: number }>(
  run: Run<T>,
  failure: Failure,
  error: unknown,
): Promise<void> {
  const { call, settings, signal } = run;
  if (isThrottled(failure)) run.uncounted++;
  run.mayBeDone ||= mayHaveBeenCarriedOut(failure);
  run.lastError = error;
  const verdict = decideRetry(call.prepared.request.method, failure);
  if (verdict === 'unknown') throw toOutcomeUnknown(run, error);
  if (verdict === 'fail') throw error;
  const waitMs = toWaitMs({
    failure,
    failures: run.attempts,
    counted: run.attempts - run.uncounted,
    maxAttempts: settings.maxAttempts,
    remainingMs: run.startMs + run.deadlineMs - settings.clock.now(),
    random: settings.random,
  });
  if (waitMs === undefined) throw error;
  await sleep(settings.clock, waitMs, signal);
}

function toTimeout<T extends { status: number }>({ call, deadlineMs, attempts, lastError }: Run<T>): Error {
  const { request, http } = call.prepared;
  const message = `${request.method} ${request.path} at ${http.url.host} did not finish within its deadline of ${deadlineMs} ms.${isTwilioError(lastError) ? ` The last attempt failed: ${lastError.message}` : ''}`;
  return new TwilioTimeoutError(message, attempts, lastError);
}

function toOutcomeUnknown<T extends { status: number }>({ call, startMs, attempts }: Run<T>, error: unknown): Error {
  const { request, http } = call.prepared;
  const why = isTwilioError(error) ? error.message : 'The caller aborted the request while it was in flight.';
  const message =
    `POST ${request.path} at ${http.url.host} may or may not have been carried out. ${why} It was not retried, because ` +
    'a second request could repeat its effect. To check, GET that path (or its list) and look for the change since ' +
    `${new Date(startMs).toISOString()}. Send the request again only if the change is missing.`;
  return new TwilioOutcomeUnknownError(message, attempts, error);
}
