import { createRandom } from './random.js';

/**
 * What can go wrong: `status` answers it and does nothing; `reset` cuts the connection and does nothing; `slow` answers
 * late; `truncate` does the work and cuts the answer in the middle; `dropAfterProcessing` does the work and answers nothing.
 */
export type FaultKind = 'status' | 'reset' | 'slow' | 'truncate' | 'dropAfterProcessing';

/** A fault and when it strikes. */
export interface Fault {
  readonly kind: FaultKind;
  /** For `status`. Default 500. */
  readonly status?: number;
  /** For `slow`: how late, in milliseconds. Default 1000. */
  readonly ms?: number;
  /** Requests of this method only. */
  readonly method?: string;
  /** Requests whose path holds this text only; `*` stands for any characters. */
  readonly path?: string;
  /** How many times it strikes. Default: always. */
  readonly count?: number;
  /** How likely it is each time. Default 1. */
  readonly probability?: number;
  /** The seed of that likelihood. Default 1. */
  readonly seed?: number;
}

const KINDS: readonly string[] = ['status', 'reset', 'slow', 'truncate', 'dropAfterProcessing'] satisfies FaultKind[];

/** A fault that cannot be understood; the message says what would be. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
}

/** The faults in force. */
export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The fault that strikes this request, if one does. */
  strike(method: string, path: string, header: string | null): Fault | undefined;
}

/** Starts with the given faults. */
export function createFaults(initial: readonly Fault[]): Faults {
  let rules = initial.map(toRule);
  return {
    add: (fault) => rules.push(toRule(checkFault(fault))),
    clear: () => (rules = []),
    strike(method, path, header) {
      if (header) return parseFault(header);
      return rules.find((rule) => rule.strikes(method, path))?.fault;
    },
  };
}

function toRule(fault: Fault) {
  const random = createRandom(fault.seed ?? 1);
  const pattern = fault.path === undefined ? undefined : toPattern(fault.path);
  let left = fault.count ?? Number.POSITIVE_INFINITY;
  return {
    fault,
    strikes(method: string, path: string): boolean {
      if (left <= 0 || (fault.method && fault.method !== method) || (pattern && !pattern.test(path))) return false;
      if (random.next() >= (fault.probability ?? 1)) return false;
      left -= 1;
      return true;
    },
  };
}

function toPattern(path: string): RegExp {
  return new RegExp(path.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*'));
}

/**
 * Reads the short form: `status=429:0.01,reset:0.001`, each fault with how likely it is.
 *
 * @throws FaultError
 */
export function parseFaults(text: string): Fault[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part, index) => {
      const [fault = '', probability] = part.split(':');
      return checkFault({
        ...parseFault(fault),
        ...(probability !== undefined && { probability: Number(probability) }),
        seed: index + 1,
      });
    });
}

/** Reads one fault as the header `X-Simulator-Fault` has it: `reset`, `status=503`, `slow=200`. */
function parseFault(text: string): Fault {
  const [kind = '', number] = text.split('=');
  const value = number === undefined ? {} : kind === 'slow' ? { ms: Number(number) } : { status: Number(number) };
  return checkFault({ kind: kind as FaultKind, ...value });
}

/**
 * Checks a fault that came from outside.
 *
 * @throws FaultError
 */
export function checkFault(fault: Fault): Fault {
  const { kind, status, ms, count, probability, seed } = fault;
  if (!KINDS.includes(kind)) throw new FaultError(`A fault's kind must be one of ${KINDS.join(', ')}.`);
  const isWhole = (value: number | undefined, least: number) =>
    value === undefined || (Number.isInteger(value) && value >= least);
  if (!isWhole(status, 400) || (status ?? 500) > 599) throw new FaultError("A fault's status must be from 400 to 599.");
  if (!isWhole(ms, 0) || !isWhole(count, 1) || !isWhole(seed, 0))
    throw new FaultError("A fault's ms, count and seed must be whole numbers.");
  if (probability !== undefined && !(probability >= 0 && probability <= 1)) {
    throw new FaultError("A fault's probability must be from 0 to 1.");
  }
  return fault;
}
