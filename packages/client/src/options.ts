import { setImmediate } from 'node:timers/promises';
import { type Authorization, createAuthorization, type TwilioCredentials } from './authorization.js';
import { type Clock, systemClock } from './clock.js';
import type { ConnectOptions } from './http/checked-connect.js';
import { TwilioRequestError } from './errors.js';
import type { AttemptRecord } from './call/attempt-record.js';
import { assertProxy, type ProxyOptions } from './proxy/proxy-options.js';
import type { ProxyRules } from './proxy/proxy-rules.js';
import { assertTls, type TlsOptions } from './tls-options.js';
import type { SocketRecord } from './http/reported-connect.js';
import { createHosts, type HostOptions, type HostsOf } from './request/hosts.js';
import type { Origin, Priority } from './request/request.js';

/** The right to send one request, given by a rate limiter. The client settles every permit. Only the first call counts. */
export interface Permit {
  /** Called after the request has been written, or when it may have been. */
  sent(): void;
  /** Called if the request was certainly not sent. */
  release(): void;
  /**
   * Called when the attempt has ended: with the facts from its response, or without if none came. A request that was not reported as
   * sent was not sent. May be called repeatedly.
   */
  done(answer?: Answer): void;
}

/** The facts from a response that a rate limiter learns from. */
export interface Answer {
  /** Whether the status is 429, with Twilio's code 20429 or without a code. */
  isThrottled: boolean;
  /** The number of requests that the account had in process at the same time: the header `Twilio-Concurrent-Requests`. */
  concurrent?: number;
}

/** The facts about an attempt that `admit` gets. */
export interface AdmitOptions {
  signal?: AbortSignal;
  priority?: Priority | undefined;
  origin?: Origin | undefined;
}

/** Resolves when the next HTTP attempt may start. If it rejects, the call fails with the same error. */
export type Admit = (options?: AdmitOptions) => Promise<Permit>;

/** Options of a client. */
export interface TwilioClientOptions extends HostOptions, ConnectOptions {
  /** `AC` followed by 32 hexadecimal digits. */
  accountSid: string;
  credentials: TwilioCredentials;
  /** Works on this subaccount with the credentials of `accountSid`. It appears only in the path. */
  subaccountSid?: string;
  /**
   * Awaited before every HTTP attempt, including retries and redirects that carry the credentials. The permit that it
   * gives is held while a connection is opened, and until the request has been written. Default: no limit.
   */
  admit?: Admit;
  /** The time limit of one HTTP attempt in milliseconds, including its body. Default: 30,000. */
  attemptTimeoutMs?: number;
  /** The time limit of one call in milliseconds: attempts, waits and `admit`. Default: 180,000. */
  deadlineMs?: number;
  /** The maximum number of attempts per call. Attempts answered with 429 do not count. Default: 5. */
  maxAttempts?: number;
  /** The maximum number of connections per host. Default: unlimited. */
  maxConnections?: number;
  /**
   * The proxy of every request, or rules that choose it by the URL, such as those of `proxyRulesFromEnvironment`. If the proxy fails, the request fails: nothing
   * goes around it. It resolves the names of the hosts, so `checkAddress` is called with the addresses of the proxy, and
   * with those hosts that are IP addresses. Cannot be combined with `fetch`. Default: no proxy.
   */
  proxy?: ProxyOptions | ProxyRules;
  /** TLS with Twilio's hosts or the base URL. Default: the public certificate authorities, no client certificate. */
  tls?: TlsOptions;
  /**
   * Sends the requests in place of the client's own connections, for example in tests. It must implement `checkAddress` and
   * `lookup` itself, and a request counts as sent when its response arrives.
   */
  fetch?: typeof fetch;
  /**
   * Awaited between the steps of the work on a response of more than 64 KiB: decoding its parts, and parsing it. Default: waits
   * for the next turn of the event loop.
   */
  yieldToEventLoop?: () => Promise<void>;
  /** Default: the system clock. */
  clock?: Clock;
  /** Returns a number between 0 and 1, for the jitter of waits. Default: `Math.random`. */
  random?: () => number;
  /** Called after each HTTP attempt. An error that it throws becomes a process warning and does not fail the call. */
  onAttempt?: (attempt: AttemptRecord) => void;
  /**
   * Called when one of the client's own connections was opened or could not be. An error that it throws becomes a process
   * warning.
   */
  onSocket?: (socket: SocketRecord) => void;
}

/** Validated options with defaults filled in. */
export interface Settings {
  /** The account in the path. */
  accountSid: string;
  authorization: Authorization;
  hostsOf: HostsOf;
  admit: Admit;
  attemptTimeoutMs: number;
  deadlineMs: number;
  maxAttempts: number;
  yieldToEventLoop: () => Promise<void>;
  clock: Clock;
  random: () => number;
  onAttempt?: TwilioClientOptions['onAttempt'];
}

const UNLIMITED: Permit = { sent() {}, release() {}, done() {} };

const ACCOUNT_SID = /^AC[0-9a-fA-F]{32}$/;

/** The longest delay that Node's timers support. */
const MAX_MS = 2_147_483_647;

/** @throws TwilioRequestError for the first invalid option */
export function readOptions(options: TwilioClientOptions): Settings {
  const { accountSid, subaccountSid = accountSid, maxConnections } = options;
  assertAccountSid(accountSid, 'accountSid');
  assertAccountSid(subaccountSid, 'subaccountSid');
  const { proxy, tls, fetch } = options;
  if (fetch && (proxy || tls)) {
    throw new TwilioRequestError('fetch cannot be combined with proxy or tls, which a replacement would ignore.');
  }
  const proxies = toProxies(proxy);
  proxies.forEach(assertProxy);
  assertTls(tls, 'tls');
  if (maxConnections !== undefined) assertCount(maxConnections, 'maxConnections');
  const { attemptTimeoutMs = 30_000, deadlineMs = 180_000, maxAttempts = 5 } = options;
  assertDuration(attemptTimeoutMs, 'attemptTimeoutMs');
  assertDuration(deadlineMs, 'deadlineMs');
  assertCount(maxAttempts, 'maxAttempts');
  return {
    accountSid: subaccountSid,
    authorization: createAuthorization(accountSid, options.credentials, proxies),
    hostsOf: createHosts(options),
    admit: options.admit ?? (() => Promise.resolve(UNLIMITED)),
    attemptTimeoutMs,
    deadlineMs,
    maxAttempts,
    yieldToEventLoop: options.yieldToEventLoop ?? (() => setImmediate()),
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    onAttempt: options.onAttempt,
  };
}

function toProxies(proxy: ProxyOptions | ProxyRules | undefined): readonly ProxyOptions[] {
  if (!proxy || 'host' in proxy) return proxy ? [proxy] : [];
  return [proxy.http, proxy.https].filter((found) => found !== undefined);
}

/** @throws TwilioRequestError for a time limit that Node's timers do not support */
export function assertDuration(ms: number, name: string): void {
  if (!(ms > 0 && ms <= MAX_MS)) {
    throw new TwilioRequestError(`${name} must be more than 0 and at most ${MAX_MS} milliseconds.`);
  }
}

function assertCount(count: number, name: string): void {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new TwilioRequestError(`${name} must be a whole number of at least 1.`);
  }
}

/** The message does not show the value, which may be a token pasted into the wrong field. */
function assertAccountSid(sid: string, name: string): void {
  if (!ACCOUNT_SID.test(sid)) throw new TwilioRequestError(`${name} must be "AC" followed by 32 hexadecimal digits.`);
}
