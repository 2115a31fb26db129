import { SimulatorError } from '../errors.js';

const KINDS = ['status', 'reset', 'slow', 'truncate', 'dropAfterProcessing'] as const;

/**
 * What can go wrong: `status` answers it and does nothing; `reset` cuts the connection and does nothing; `slow` answers
 * late; `truncate` does the work and cuts the answer in the middle; `dropAfterProcessing` does the work and answers nothing.
 */
export type FaultKind = (typeof KINDS)[number];

/** A fault and when it strikes. */
export interface Fault {
  readonly kind: FaultKind;
  /** For `status`: from 400 to 599. Default 500. */
  readonly status?: number;
  /** For `slow`: how late, in milliseconds. Default 1000. */
  readonly ms?: number;
  /** Requests of this method only. */
  readonly method?: string;
  /** Requests whose path holds this text only; `*` stands for any characters. */
  readonly path?: string;
  /** How many times it strikes. Default: always. */
  readonly count?: number;
  /** How likely it is each time, from 0 to 1. Default 1. */
  readonly probability?: number;
  /** The seed of that likelihood. Default 1. */
  readonly seed?: number;
}

const MAX_MS = 600_000;
const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isWhole = (value: unknown, from: number, to = Number.MAX_SAFE_INTEGER) =>
  Number.isInteger(value) && Number(value) >= from && Number(value) <= to;

const MEMBERS: Readonly<Record<keyof Fault, readonly [(value: unknown) => boolean, string]>> = {
  kind: [(value) => KINDS.some((kind) => kind === value), `one of ${KINDS.join(', ')}`],
  status: [(value) => isWhole(value, 400, 599), 'a whole number from 400 to 599'],
  ms: [(value) => isWhole(value, 0, MAX_MS), `a whole number from 0 to ${MAX_MS}`],
  method: [isText, 'a method, such as "POST"'],
  path: [isText, 'a part of a path, such as "/Messages"'],
  count: [(value) => isWhole(value, 1), 'a whole number from 1'],
  probability: [(value) => typeof value === 'number' && value >= 0 && value <= 1, 'a number from 0 to 1'],
  seed: [(value) => isWhole(value, 0), 'a whole number from 0'],
};

/**
 * Checks a fault that came from outside.
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
    if (!isMember(name)) throw invalid(`A fault has no ${name}. It has ${Object.keys(MEMBERS).join(', ')}.`);
    const [isValid, expected] = MEMBERS[name];
    if (!isValid(value)) throw invalid(`A fault's ${name} must be ${expected}.`);
  }
}

function isMember(name: string): name is keyof Fault {
  return Object.hasOwn(MEMBERS, name);
}

/**
 * Reads the short form of a list of faults, each with how likely it is: `status=429:0.01,reset:0.001,slow=200`.
 *
 * @throws SimulatorError INVALID_FAULT
 */
export function parseFaults(text: string): Fault[] {
  const parts = text.split(',').map((part) => part.trim());
  return parts.filter(Boolean).map((part, index) => {
    const [fault = '', probability, ...rest] = part.split(':');
    if (rest.length > 0 || probability?.trim() === '') throw invalid(`"${part}" is no fault. Write kind:probability.`);
    const seed = index + 1;
    return checkFault({ ...parseFault(fault), seed, ...(probability && { probability: Number(probability) }) });
  });
}

/**
 * Reads one fault as the header `X-Simulator-Fault` has it: `reset`, `status=503`, `slow=200`.
 *
 * @throws SimulatorError INVALID_FAULT
 */
export function parseFault(text: string): Fault {
  const [, kind, number] = /^(\w+)(?:=(\d+))?$/.exec(text.trim()) ?? [];
  if (number !== undefined && kind !== 'status' && kind !== 'slow') {
    throw invalid(`"${text}" is no fault. Only status and slow take a number.`);
  }
  const value = number === undefined ? {} : kind === 'slow' ? { ms: Number(number) } : { status: Number(number) };
  return checkFault({ kind, ...value });
}

function invalid(message: string): SimulatorError {
  return new SimulatorError('INVALID_FAULT', message);
}
