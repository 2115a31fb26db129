import type { Simulator } from '@twilio-connector/simulator';

/** Counts the records of the simulator by their mark, as of the last `refresh`. */
export interface TwilioStore {
  refresh(): void;
  /** The number of messages or calls with a mark. */
  made(mark: string): number;
  /** How often a message was changed since the start. */
  changes(sid: string): number;
  /** The messages that exist from the start. */
  readonly sids: readonly string[];
}

/** The mark of a message is its body, the mark of a call is its recipient. */
export function createTwilioStore(simulator: Simulator): TwilioStore {
  const made = new Map<string, number>();
  const changes = new Map<string, number>();
  const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  return {
    sids: simulator.snapshot('Messages').map(({ sid }) => sid),
    refresh() {
      made.clear();
      for (const { body } of simulator.snapshot('Messages')) add(made, String(body));
      for (const { to } of simulator.snapshot('Calls')) add(made, String(to));
      // The journal keeps the last 10,000 requests; a round has fewer.
      for (const { method, path } of simulator.journal.requests()) {
        const sid = /\/Messages\/(\w+)\.json$/.exec(path)?.[1];
        if (method === 'POST' && sid !== undefined) add(changes, sid);
      }
      simulator.journal.clear();
    },
    made: (mark) => made.get(mark) ?? 0,
    changes: (sid) => changes.get(sid) ?? 0,
  };
}
