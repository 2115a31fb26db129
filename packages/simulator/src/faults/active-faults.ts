import { checkFault, type Fault, parseFault } from './fault.js';
import { createRandom } from '../model/random.js';

/** The faults in force. */
export interface Faults {
  /** @throws SimulatorError INVALID_FAULT */
  add(fault: object): void;
  /** No fault is left. */
  clear(): void;
  /** Those of the start are in force again, with all their strikes. */
  reset(): void;
  /**
   * The fault that strikes this request, if one does; `header` is the one that it asks for itself.
   *
   * @throws SimulatorError INVALID_FAULT when the header cannot be read
   */
  strike(request: {
    readonly method: string;
    readonly path: string;
    readonly header: string | null;
  }): Fault | undefined;
}

/**
 * Starts with the given faults.
 *
 * @throws SimulatorError INVALID_FAULT
 */
export function createFaults(initial: readonly Fault[]): Faults {
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
    strike({ method, path, header }) {
      if (header !== null) return parseFault(header);
      return rules.find((rule) => rule.strikes(method, path))?.fault;
    },
  };
}

function toRule(fault: Fault) {
  const random = createRandom(fault.seed ?? 1);
  const method = fault.method?.toUpperCase();
  const pattern = fault.path === undefined ? undefined : toPattern(fault.path);
  let left = fault.count ?? Number.POSITIVE_INFINITY;
  return {
    fault,
    strikes(requestMethod: string, path: string): boolean {
      if (left <= 0 || (method && method !== requestMethod) || (pattern && !pattern.test(path))) return false;
      if (random.next() >= (fault.probability ?? 1)) return false;
      left -= 1;
      return true;
    },
  };
}

function toPattern(path: string): RegExp {
  return new RegExp(path.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replace(/\*+/g, '.*'));
}
