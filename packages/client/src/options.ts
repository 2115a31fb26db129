import { type Authorization, createAuthorization, type TwilioCredentials } from './authorization.js';
import { type Clock, systemClock } from './clock.js';
import type { ConnectOptions } from './http/checked-connect.js';
import { TwilioRequestError } from './errors.js';
import { createHosts, type HostOptions, type Hosts } from './request/hosts.js';
import type { Priority, TwilioRequest } from './request/request.js';

/** Resolves when the next HTTP attempt may start; what it rejects with ends the call unchanged. */
export type Admit = (options?: { signal?: AbortSignal; priority?: Priority }) => Promise<void>;

/** One HTTP attempt, for metrics: nothing of what was sent or answered. */
export interface AttemptRecord {
  method: TwilioRequest['method'];
  product: string;
  /** The path as the request gave it, with `{AccountSid}` and without a query. */
  path: string;
  /** Absent when no answer came. */
  status?: number;
  /** A code such as `ECONNRESET` or `TIMEOUT`, where there was no readable answer. */
  error?: string;
  durationMs: number;
  /** 1 for the first attempt of a call. */
  attempt: number;
}

/** Settings of a client. */
export interface TwilioClientOptions extends HostOptions, ConnectOptions {
  /** `AC` and 32 hexadecimal digits. */
  accountSid: string;
  credentials: TwilioCredentials;
  /** Works on this subaccount with the credentials of `accountSid`: goes into the path only. */
  subaccountSid?: string;
  /** Awaited before every HTTP attempt, the first and each repetition. Default: no limit. */
  admit?: Admit;
  /** The time limit of one HTTP attempt, its body included. Default: 30,000. */
  attemptTimeoutMs?: number;
  /** The time limit of one call: attempts, waits and `admit`. Default: 180,000. */
  deadlineMs?: number;
  /** Attempts of one call, those answered 429 not counted: the deadline alone bounds these. Default: 5. */
  maxAttempts?: number;
  /** Connections for each host at the most. Default: as many as there are attempts at a time. */
  maxConnections?: number;
  /** Sends the requests. Default: Node's own `fetch`. Another one has to heed `checkAddress` and `lookup` by itself. */
  fetch?: typeof fetch;
  /** Default: the system's. */
  clock?: Clock;
  /** Between 0 and 1, for the jitter of waits. Default: `Math.random`. */
  random?: () => number;
  /** Called after each HTTP attempt. What it throws becomes a process warning and changes no call. */
  onAttempt?: (attempt: AttemptRecord) => void;
}

/** The options, checked and with their defaults. */
export interface Settings {
  /** The account of the path. */
  accountSid: string;
  authorization: Authorization;
  hosts: Hosts;
  admit: Admit;
  attemptTimeoutMs: number;
  deadlineMs: number;
  maxAttempts: number;
  clock: Clock;
  random: () => number;
  onAttempt?: TwilioClientOptions['onAttempt'];
}

const ACCOUNT_SID = /^AC[0-9a-fA-F]{32}$/;

/** The longest delay of a timer of Node. */
const MAX_MS = 2_147_483_647;

/** @throws TwilioRequestError for the first option that cannot be used */
export function readOptions(options: TwilioClientOptions): Settings {
  const { accountSid, subaccountSid = accountSid, maxConnections } = options;
  assertAccountSid(accountSid, 'accountSid');
  assertAccountSid(subaccountSid, 'subaccountSid');
  if (maxConnections !== undefined) assertCount(maxConnections, 'maxConnections');
  const { attemptTimeoutMs = 30_000, deadlineMs = 180_000, maxAttempts = 5 } = options;
  assertDuration(attemptTimeoutMs, 'attemptTimeoutMs');
  assertDuration(deadlineMs, 'deadlineMs');
  assertCount(maxAttempts, 'maxAttempts');
  return {
    accountSid: subaccountSid,
    authorization: createAuthorization(accountSid, options.credentials),
    hosts: createHosts(options),
    admit: options.admit ?? (() => Promise.resolve()),
    attemptTimeoutMs,
    deadlineMs,
    maxAttempts,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    onAttempt: options.onAttempt,
  };
}

/** @throws TwilioRequestError unless it is a time that a timer can keep */
export function assertDuration(ms: number, name: string): void {
  if (!(ms > 0 && ms <= MAX_MS)) {
    throw new TwilioRequestError(`${name} must be more than 0 and at most ${MAX_MS} milliseconds.`);
  }
}

function assertCount(count: number, name: string): void {
  if (!Number.isSafeInteger(count) || count < 1)
    throw new TwilioRequestError(`${name} must be a whole number from 1 on.`);
}

/** Does not repeat the value: a token pasted into the wrong field would be shown. */
function assertAccountSid(sid: string, name: string): void {
  if (!ACCOUNT_SID.test(sid)) throw new TwilioRequestError(`${name} must be "AC" followed by 32 hexadecimal digits.`);
}
