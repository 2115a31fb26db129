import { short, toMarkdown } from '../table.ts';
import { FLAT } from './memory.ts';
import type { Findings } from './soak.ts';

const MAX_SHOWN = 20;

/** Whether everything is as it must be. */
export function isPassed({ memory, flaws }: Findings): boolean {
  return memory.isFlat && Object.values(flaws).every((list) => list.length === 0);
}

/** The report as Markdown: what was checked, what was called and answered, and a sentence for each flaw. */
export function toSoakReport({ memory, flaws, outcomes, calls, answers }: Findings): string {
  const percent = (share: number) => `${short(share * 100)} %`;
  const checks: readonly (readonly string[])[] = [
    ['Checked', 'Found', 'Limit'],
    ['---', '--:', '---'],
    [
      'Resident memory: median of each quarter of the time',
      memory.quarters.map((value) => `${short(value)} MiB`).join(', '),
      '',
    ],
    [
      'Resident memory: slope in the last half',
      `${percent(memory.slopePerMinute)} a minute`,
      limit(memory.slopePerMinute <= FLAT.maxSlopePerMinute, `≤ ${percent(FLAT.maxSlopePerMinute)}`),
    ],
    [
      'Resident memory: last quarter compared with the third',
      `${short(memory.growth)}×`,
      limit(memory.growth <= FLAT.maxGrowth, `≤ ${FLAT.maxGrowth}×`),
    ],
    ['Answers with INTERNAL, or other than before', ...none(flaws.answers)],
    ['Unexpected errors in the log', ...none(flaws.log)],
    ['Messages and calls sent twice, lost, or sent although refused', ...none(flaws.messages)],
    ['Exits of the connector', ...none(flaws.process)],
    ['Messages and calls: sent, refused, unknown', `${outcomes.sent}, ${outcomes.refused}, ${outcomes.unknown}`, ''],
  ];
  const sentences = Object.values(flaws).flatMap((list) => list.slice(0, MAX_SHOWN));
  return [
    toMarkdown(checks),
    toMarkdown([['Kind of call', 'Calls'], ['---', '--:'], ...toRows(calls)]),
    toMarkdown([['Answer', 'Count'], ['---', '--:'], ...toRows(answers)]),
    ...sentences.map((sentence) => `- ${sentence.slice(0, 2000)}`),
  ].join('\n\n');
}

function none(flaws: readonly string[]): readonly [string, string] {
  return [String(flaws.length), limit(flaws.length === 0, 'none')];
}

function limit(isKept: boolean, text: string): string {
  return `${text}: ${isKept ? 'PASS' : 'FAIL'}`;
}

function toRows(counts: ReadonlyMap<string, number>): readonly (readonly string[])[] {
  return [...counts].toSorted(([, one], [, other]) => other - one).map(([name, count]) => [name, String(count)]);
}
