import { HttpResponse } from 'msw';
import { type Answer, interpret } from '../engine/interpreter.js';
import type { Router } from '../engine/router.js';
import { isSimulatorError } from '../errors.js';
import type { ActiveFaults } from '../faults/active-faults.js';
import type { Fault } from '../faults/fault.js';
import type { Clock } from '../model/clock.js';
import type { World } from '../model/resource.js';
import { faultProblem, TwilioProblem } from '../twilio/problem.js';
import { authenticate, type Logins } from './authenticate.js';
import type { WritableJournal } from './journal.js';
import type { RateLimit } from './rate-limit.js';
import { toResponse } from './response.js';

/** The dependencies of an exchange. */
export interface ExchangeDependencies {
  readonly world: World;
  readonly router: Router;
  readonly logins: Logins;
  readonly faults: ActiveFaults;
  readonly journal: WritableJournal;
  readonly latencyMs: number;
  readonly isWithinRate: RateLimit;
  readonly now: Clock;
  readonly sleep: (ms: number) => Promise<unknown>;
}

const DEFAULT_SLOW_MS = 1000;

/** Creates the function that answers requests to Twilio: rate limit, faults, login, execution, journal. */
export function createExchange(dependencies: ExchangeDependencies): (request: Request) => Promise<Response> {
  const { faults, journal, latencyMs, now, sleep } = dependencies;
  let count = 0;
  let inFlight = 0;

  async function exchange(request: Request, requestId: string): Promise<Response> {
    const started = now();
    const concurrent = inFlight;
    const { method } = request;
    const { pathname } = new URL(request.url);
    const body = await request.text();
    const isOverRate = !dependencies.isWithinRate();
    const { fault, problem } = takeFault(faults, request, pathname);
    const waitMs = latencyMs + (fault?.kind === 'slow' ? (fault.ms ?? DEFAULT_SLOW_MS) : 0);
    if (waitMs > 0) await sleep(waitMs);
    const answer = problemAsAnswer(() => {
      if (problem) throw problem;
      if (isOverRate) throw faultProblem(429);
      if (fault?.kind === 'status') throw faultProblem(fault.status ?? 500);
      return fault?.kind === 'reset' ? undefined : execute(dependencies, request, body);
    });
    const isCut = !answer || fault?.kind === 'dropAfterProcessing' || fault?.kind === 'truncate';
    const product = productOf(request);
    const status = isCut ? 0 : answer.status;
    journal.record({ method, path: pathname, status, ...(product !== 'api' && { product }) });
    if (!answer || fault?.kind === 'dropAfterProcessing') return HttpResponse.error();
    const response = toResponse(answer, {
      isXml: product === 'api' && !pathname.endsWith('.json'),
      isTruncated: fault?.kind === 'truncate',
      headers: {
        'Twilio-Request-Id': requestId,
        'Twilio-Concurrent-Requests': String(concurrent),
        'Twilio-Request-Duration': ((now() - started) / 1000).toFixed(3),
      },
    });
    return method === 'HEAD' ? withoutBody(response) : response;
  }

  return async (request) => {
    count += 1;
    inFlight += 1;
    try {
      return await exchange(request, `RQ${count.toString(16).padStart(32, '0')}`);
    } finally {
      inFlight -= 1;
    }
  };
}

/** The fault to inject, or the problem to return when the request's own fault header is invalid. */
function takeFault(
  faults: ActiveFaults,
  { method, headers }: Request,
  path: string,
): { fault?: Fault; problem?: TwilioProblem } {
  try {
    return { fault: faults.take({ method, path, header: headers.get('x-simulator-fault') }) };
  } catch (error) {
    if (isSimulatorError(error)) return { problem: new TwilioProblem(400, 20_001, error.message) };
    throw error;
  }
}

function execute({ logins, router, world }: ExchangeDependencies, request: Request, body: string): Answer {
  authenticate(request.headers.get('authorization'), logins, world);
  const url = new URL(request.url);
  const product = productOf(request);
  // The product APIs have no extensions, so a dot in their paths is part of a name.
  const withExtension = product === 'api' ? /^(.+)\.(json|xml|mp3|wav)$/.exec(url.pathname) : null;
  const [, path, extension] = withExtension ?? ['', url.pathname, ''];
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

/** Keeps the status and the headers, which describe the body that a GET would return. */
function withoutBody(response: Response): Response {
  return response.type === 'error' ? response : new Response(null, response);
}

/** The first label of the host. An edge and a region may follow it: `api.dublin.ie1.twilio.com`. */
function productOf({ url }: Request): string {
  return new URL(url).hostname.split('.')[0] ?? '';
}

function problemAsAnswer(work: () => Answer | undefined): Answer | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TwilioProblem)) throw error;
    return { status: error.status, body: error.toJSON(), element: 'RestException' };
  }
}
