import { SimulatorError } from '../errors.js';

const KINDS = ['status', 'reset', 'slow', 'truncate', 'dropAfterProcessing'] as const;

/**
 * The kinds of faults. `status` returns an error and `reset` closes the connection, both without processing the request.
 * `slow` delays the response. `truncate` and `dropAfterProcessing` process the request, then cut the connection: in the
 * middle of the response body, or before any of the response is sent.
 */
export type FaultKind = (typeof KINDS)[number];

/** A fault and the requests that it applies to. */
export interface Fault {
  readonly kind: FaultKind;
  /** For `status`: an HTTP status from 400 to 599. Default 500. */
  readonly status?: number;
  /** For `slow`: the delay in milliseconds. Default 1000. */
  readonly ms?: number;
  /** Applies only to requests with this method. */
  readonly method?: string;
  /** Applies only to requests whose path contains this text. `*` matches any characters. */
  readonly path?: string;
  /** How many requests it applies to. Default: all of them. */
  readonly count?: number;
  /** The probability for each request, from 0 to 1. Default 1. */
  readonly probability?: number;
  /** The seed of the random numbers for `probability`. Default 1. */
  readonly seed?: number;
}

const MAX_MS = 600_000;
const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isInteger = (value: unknown, from: number, to = Number.MAX_SAFE_INTEGER) =>
  Number.isInteger(value) && Number(value) >= from && Number(value) <= to;

const MEMBERS: Readonly<Record<keyof Fault, readonly [(value: unknown) => boolean, string]>> = {
  kind: [(value) => KINDS.some((kind) => kind === value), `one of ${KINDS.join(', ')}`],
  status: [(value) => isInteger(value, 400, 599), 'a whole number from 400 to 599'],
  ms: [(value) => isInteger(value, 0, MAX_MS), `a whole number from 0 to ${MAX_MS}`],
  method: [isText, 'an HTTP method, such as "POST"'],
  path: [isText, 'part of a path, such as "/Messages"'],
  count: [(value) => isInteger(value, 1), 'a whole number of at least 1'],
  probability: [(value) => typeof value === 'number' && value >= 0 && value <= 1, 'a number from 0 to 1'],
  seed: [(value) => isInteger(value, 0), 'a whole number of at least 0'],
};

/**
 * Validates a fault from the options or from a request.
 *
 * @throws SimulatorError INVALID_FAULT
 */
export function checkFault(fault: object): Fault {
  assertFault(fault);
  return fault;
}

function assertFault(fault: object): asserts fault is Fault {
  for (const [name, value] of Object.entries({ kind: undefined, ...fault })) {
    if (value === undefined && name !== 'kind') continue;
    if (!isMember(name))
      throw invalid(`"${name}" is not a member of a fault. Members: ${Object.keys(MEMBERS).join(', ')}.`);
    const [isValid, expected] = MEMBERS[name];
    if (!isValid(value)) throw invalid(`A fault's ${name} must be ${expected}.`);
  }
}

function isMember(name: string): name is keyof Fault {
  return Object.hasOwn(MEMBERS, name);
}

/**
 * Parses a comma-separated list of faults with optional probabilities: `status=429:0.01,reset:0.001,slow=200`.
 *
 * @throws SimulatorError INVALID_FAULT
 */
export function parseFaults(text: string): Fault[] {
  const parts = text.split(',').map((part) => part.trim());
  return parts.filter(Boolean).map((part, index) => {
    const [fault = '', probability, ...rest] = part.split(':');
    if (rest.length > 0 || probability?.trim() === '')
      throw invalid(`"${part}" is not a valid fault. Expected kind or kind:probability.`);
    const seed = index + 1;
    return checkFault({ ...parseFault(fault), seed, ...(probability && { probability: Number(probability) }) });
  });
}

/**
 * Parses one fault in the form of the `X-Simulator-Fault` header: `reset`, `status=503`, `slow=200`.
 *
 * @throws SimulatorError INVALID_FAULT
 */
export function parseFault(text: string): Fault {
  const [, kind, number] = /^(\w+)(?:=(\d+))?$/.exec(text.trim()) ?? [];
  if (number !== undefined && kind !== 'status' && kind !== 'slow') {
    throw invalid(`"${text}" is not a valid fault. Only status and slow take a number.`);
  }
  const value = number === undefined ? {} : kind === 'slow' ? { ms: Number(number) } : { status: Number(number) };
  return checkFault({ kind, ...value });
}

function invalid(message: string): SimulatorError {
  return new SimulatorError('INVALID_FAULT', message);
}
