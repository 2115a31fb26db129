import { HttpResponse } from 'msw';
import { authenticate, type Logins } from './authenticate.js';
import { type Answer, interpret } from '../engine/interpreter.js';
import type { Router } from '../engine/router.js';
import { isSimulatorError } from '../errors.js';
import type { Fault } from '../faults/fault.js';
import type { Faults } from '../faults/active-faults.js';
import type { WritableJournal } from './journal.js';
import { faultProblem, TwilioProblem } from '../twilio/problem.js';
import type { World } from '../model/resource.js';
import { toResponse } from './response.js';

/** What an exchange works with. */
export interface Parts {
  readonly world: World;
  readonly router: Router;
  readonly logins: Logins;
  readonly faults: Faults;
  readonly journal: WritableJournal;
  readonly latencyMs: number;
  readonly isWithinRate: () => boolean;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

const DEFAULT_SLOW_MS = 1000;

/** Answers requests to Twilio, each from its arrival to the line in the journal. */
export function createExchange(parts: Parts): (request: Request) => Promise<Response> {
  const { faults, journal, latencyMs, now, sleep } = parts;
  let count = 0;
  let underWay = 0;

  async function exchange(request: Request, requestId: string): Promise<Response> {
    const started = now();
    const concurrent = underWay;
    const { method } = request;
    const { pathname } = new URL(request.url);
    const body = await request.text();
    const isRefused = !parts.isWithinRate();
    const { fault, problem } = strike(faults, request, pathname);
    const wait = latencyMs + (fault?.kind === 'slow' ? (fault.ms ?? DEFAULT_SLOW_MS) : 0);
    if (wait > 0) await sleep(wait);
    const answer = attempt(() => {
      if (problem) throw problem;
      if (isRefused) throw faultProblem(429);
      if (fault?.kind === 'status') throw faultProblem(fault.status ?? 500);
      return fault?.kind === 'reset' ? undefined : carryOut(parts, request, body);
    });
    const isCut = !answer || fault?.kind === 'dropAfterProcessing' || fault?.kind === 'truncate';
    const product = productOf(request);
    const status = isCut ? 0 : answer.status;
    journal.record({ method, path: pathname, status, ...(product !== 'api' && { product }) });
    if (!answer || fault?.kind === 'dropAfterProcessing') return HttpResponse.error();
    return toResponse(answer, {
      isXml: product === 'api' && !pathname.endsWith('.json'),
      isTruncated: fault?.kind === 'truncate',
      headers: {
        'Twilio-Request-Id': requestId,
        'Twilio-Concurrent-Requests': String(concurrent),
        'Twilio-Request-Duration': ((now() - started) / 1000).toFixed(3),
      },
    });
  }

  return async (request) => {
    count += 1;
    underWay += 1;
    try {
      return await exchange(request, `RQ${count.toString(16).padStart(32, '0')}`);
    } finally {
      underWay -= 1;
    }
  };
}

/** The fault that strikes, or what to answer when the request asks for one that there is not. */
function strike(
  faults: Faults,
  { method, headers }: Request,
  path: string,
): { fault?: Fault; problem?: TwilioProblem } {
  try {
    return { fault: faults.strike({ method, path, header: headers.get('x-simulator-fault') }) };
  } catch (error) {
    if (isSimulatorError(error)) return { problem: new TwilioProblem(400, 20_001, error.message) };
    throw error;
  }
}

function carryOut({ logins, router, world }: Parts, request: Request, body: string): Answer {
  authenticate(request.headers.get('authorization'), logins);
  const url = new URL(request.url);
  const product = productOf(request);
  // The product APIs have no extensions: a dot there belongs to a name.
  const extended = product === 'api' ? /^(.+)\.(json|xml|mp3|wav)$/.exec(url.pathname) : null;
  const [, path, extension] = extended ?? ['', url.pathname, ''];
  const target = router.find(request.method, product, path);
  return interpret(
    {
      ...target,
      path: path ?? '',
      extension: extension ?? '',
      query: url.searchParams,
      form: new URLSearchParams(body),
    },
    world,
  );
}

/** The first label of the host, whatever region and edge follow: `api.dublin.ie1.twilio.com`. */
function productOf({ url }: Request): string {
  return new URL(url).hostname.split('.')[0] ?? '';
}

function attempt(work: () => Answer | undefined): Answer | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TwilioProblem)) throw error;
    return { status: error.status, body: error.toJSON(), element: 'RestException' };
  }
}
