import type { ApiAnswer } from './api.ts';
import type { Findings } from './findings.ts';

/** The state of one resource as a text: the acknowledged one, and the one that was requested but not yet acknowledged. */
export interface Tracked {
  /** The last state that was acknowledged or found after a restart. */
  readonly state: string;
  /** Makes a change and records its outcome. */
  attempt(next: string, work: () => Promise<ApiAnswer | undefined>): Promise<ApiAnswer | undefined>;
  /** Whether a change was requested and not acknowledged. */
  readonly isOpen: boolean;
  /** Compares the state after a restart, which must be the acknowledged or the requested one. */
  found(actual: string): void;
}

export function createTracked(name: string, initial: string, findings: Findings): Tracked {
  const earlier = new Set<string>();
  let state = initial;
  let open: string | undefined;
  const become = (next: string) => {
    earlier.add(state);
    state = next;
    earlier.delete(state);
    open = undefined;
  };
  return {
    get state() {
      return state;
    },
    get isOpen() {
      return open !== undefined;
    },
    async attempt(next, work) {
      open = next;
      const answer = await work();
      if (!answer) {
        findings.count('unanswered');
      } else if (answer.status === 200) {
        findings.count('acknowledged');
        become(next);
      } else {
        open = undefined;
        findings.flaw('other', `${name} from ${state} to ${next} was refused: ${JSON.stringify(answer.json)}`);
      }
      return answer;
    },
    found(actual) {
      if (actual === state) open = undefined;
      else if (actual === open) become(actual);
      else {
        const kind = earlier.has(actual) || actual === 'absent' ? 'lost' : 'half';
        findings.flaw(kind, `${name} is ${actual}; ${state} was acknowledged, ${open ?? 'nothing'} was requested`);
        become(actual);
      }
    },
  };
}
