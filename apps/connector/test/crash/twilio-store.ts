import type { Simulator } from '@twilio-connector/simulator';

/** What the simulator has, counted by what marks it. Read anew by `refresh`; in between it does not change. */
export interface TwilioStore {
  refresh(): void;
  /** How many messages or calls bear a mark. */
  made(mark: string): number;
  /** How often each message was changed, since the start. */
  changes(sid: string): number;
  /** The messages that are there from the start. */
  readonly sids: readonly string[];
}

/** Messages bear their mark in the body, calls in whom they go to. */
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
      // The journal keeps the last 10,000 only; a round has less.
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
