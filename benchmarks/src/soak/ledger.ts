/** What the connector said about a message or phone call. */
export type Outcome = 'sent' | 'refused' | 'unknown';

/** The messages and phone calls that were sent, by a mark that only one of them has. */
export interface Ledger {
  /** A new mark: a recipient of phone calls, which is also a possible body. */
  mark(): string;
  record(mark: string, outcome: Outcome): void;
  /** Compares the outcomes with the number of times that each mark exists at Twilio. Returns a sentence for each flaw. */
  check(made: ReadonlyMap<string, number>): readonly string[];
  readonly counts: Readonly<Record<Outcome, number>>;
}

export function createLedger(): Ledger {
  const outcomes = new Map<string, Outcome>();
  const counts = { sent: 0, refused: 0, unknown: 0 };
  let marks = 0;
  return {
    mark: () => `sip:soak-${(marks += 1)}@example.com`,
    record(mark, outcome) {
      outcomes.set(mark, outcome);
      counts[outcome] += 1;
    },
    check: (made) =>
      [...outcomes].flatMap(([mark, outcome]) => {
        const times = made.get(mark) ?? 0;
        if (times > 1) return [`${mark} was sent ${times} times (${outcome})`];
        if (outcome === 'sent' && times === 0) return [`${mark} was acknowledged, but not sent`];
        return outcome === 'refused' && times > 0 ? [`${mark} was refused, but sent`] : [];
      }),
    counts,
  };
}
