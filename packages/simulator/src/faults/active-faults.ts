import { createRandom } from '../model/random.js';
import { checkFault, type Fault, parseFault } from './fault.js';

/** The faults that currently apply to requests. */
export interface ActiveFaults {
  /** @throws SimulatorError INVALID_FAULT */
  add(fault: object): void;
  /** Removes all faults. */
  clear(): void;
  /** Restores the initial faults, including their counts. */
  reset(): void;
  /**
   * The fault to inject into a request: the one in its `X-Simulator-Fault` header, else the first that applies.
   *
   * @throws SimulatorError INVALID_FAULT when the header is invalid
   */
  take(request: { readonly method: string; readonly path: string; readonly header: string | null }): Fault | undefined;
}

/**
 * Activates the given faults.
 *
 * @throws SimulatorError INVALID_FAULT
 */
export function createActiveFaults(initial: readonly Fault[]): ActiveFaults {
  const checked = initial.map(checkFault);
  let rules = checked.map(toRule);
  return {
    add(fault) {
      rules.push(toRule(checkFault(fault)));
    },
    clear() {
      rules = [];
    },
    reset() {
      rules = checked.map(toRule);
    },
    take({ method, path, header }) {
      if (header !== null) return parseFault(header);
      return rules.find((rule) => rule.applies(method, path))?.fault;
    },
  };
}

function toRule(fault: Fault) {
  const random = createRandom(fault.seed ?? 1);
  const method = fault.method?.toUpperCase();
  const pattern = fault.path === undefined ? undefined : toPattern(fault.path);
  let remaining = fault.count ?? Number.POSITIVE_INFINITY;
  return {
    fault,
    /** Counts the request when the fault applies to it. */
    applies(requestMethod: string, path: string): boolean {
      if (remaining <= 0 || (method && method !== requestMethod) || (pattern && !pattern.test(path))) return false;
      if (random.next() >= (fault.probability ?? 1)) return false;
      remaining -= 1;
      return true;
    },
  };
}

function toPattern(path: string): RegExp {
  return new RegExp(path.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replace(/\*+/g, '.*'));
}
