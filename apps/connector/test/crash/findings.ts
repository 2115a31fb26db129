/** The kinds of flaws. Each is counted and described. */
const FLAWS = ['lost', 'half', 'doubled', 'stuck', 'failedStarts', 'other'] as const;
type Flaw = (typeof FLAWS)[number];

/** Everything that a run counts. */
export const COUNTED = [
  'kills',
  'killsDuringStart',
  'acknowledged',
  'unanswered',
  'repeated',
  'recordedAnswers',
  'unknownOutcomes',
  'sentByRepetition',
  ...FLAWS,
] as const;
type Counted = (typeof COUNTED)[number];

/** The result of a run. */
export interface Findings {
  readonly counts: Readonly<Record<Counted, number>>;
  /** A sentence for each flaw. */
  readonly flaws: readonly string[];
  count(what: Counted): void;
  flaw(kind: Flaw, sentence: string): void;
}

export function createFindings(): Findings {
  const counts = Object.fromEntries(COUNTED.map((name) => [name, 0])) as Record<Counted, number>;
  const flaws: string[] = [];
  return {
    counts,
    flaws,
    count(what) {
      counts[what] += 1;
    },
    flaw(kind, sentence) {
      counts[kind] += 1;
      flaws.push(`${kind}: ${sentence}`);
    },
  };
}
