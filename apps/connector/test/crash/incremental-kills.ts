import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Simulator } from '@twilio-connector/simulator';
import { changesIn, doubledIn, rowsIn } from '../changed-destination.ts';
import { type Kills, startKillBed } from './kill-bed.ts';
import type { Random } from './random.ts';

const MESSAGES = 15_000;
/** Kills come at most so long after a request, so that some hit the comparison. */
const MOST_DELAY_MS = 700;
const DAY_MS = 86_400_000;
/** The look-back window of each run, and the days in which the list changes before it. */
const WHOLE = { option: '400d', days: 360 };
const RECENT = { option: '3d', days: 2 };
const CHANGES = 20;

/** What kills of incremental exports showed. */
export interface IncrementalKills {
  readonly kills: number;
  /** The runs that ended. */
  readonly runs: number;
  /** The kills after which the next run found complete parts. */
  readonly resumed: number;
  readonly flaws: readonly string[];
}

/** Kills `export --since-last` again and again while the list changes, repeats it, and compares the destination with the list. */
export async function killIncrementalExports(wanted: Kills): Promise<IncrementalKills> {
  const bed = await startKillBed(MESSAGES, wanted);
  const { random, simulator, flaws } = bed;
  const root = bed.fileNamed('changes');
  const folder = join(root, 'Messages');
  let [runs, resumed] = [0, 0];

  /** Runs until the command ends, or is killed. Returns whether it has ended. */
  async function runOnce(lookBack: string): Promise<boolean> {
    const rows = interruptedRows(folder);
    const run = await bed.run({
      options: ['--to', root, '--since-last', '--look-back', lookBack],
      target: () => interruptedRows(folder),
      // The run that follows a resumed one reads the look-back window again.
      isResuming: () => rows !== undefined && existsSync(`${rows}.partial`),
      mostDelayMs: MOST_DELAY_MS,
    });
    if (run.partsKept > 0) resumed += 1;
    return run.hasEnded;
  }

  try {
    while (bed.goesOn()) {
      const { option, days } = runs === 0 ? WHOLE : random.pick([WHOLE, RECENT]);
      for (let hasEnded = false; !hasEnded;) {
        change(simulator, random, days);
        hasEnded = await runOnce(option);
      }
      if (flaws.length === 0) flaws.push(...flawsOf(folder, simulator));
      runs += 1;
    }
    return { kills: bed.kills(), runs, resumed, flaws };
  } finally {
    await bed.close();
  }
}

/** The rows of a run that was killed, as the target of an export. */
function interruptedRows(folder: string): string | undefined {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const name = names.find((each) => each.endsWith('.partial'));
  return name === undefined ? undefined : join(folder, name.replace('.partial', ''));
}

/** Changes, deletes and adds messages of the last days. */
function change(simulator: Simulator, random: Random, days: number): void {
  const now = Date.now();
  const rows = [...simulator.snapshot('Messages')];
  const recent = rows.flatMap(({ date_sent: sent }, index) => (Number(sent) > now - days * DAY_MS ? [index] : []));
  for (let count = 0; count < CHANGES; count += 1) {
    const index = recent[random.below(recent.length)] ?? 0;
    const row = rows[index];
    if (!row) continue;
    const sent = Math.floor((now - random.below(days * DAY_MS)) / 1000) * 1000;
    const sid = `SM${random
      .below(2 ** 32)
      .toString(16)
      .padStart(32, 'f')}`;
    if (count % 4 === 0) rows.push({ ...row, sid, date_created: sent, date_sent: sent, date_updated: sent });
    else if (count % 4 === 1) rows[index] = { ...row, sid };
    else rows[index] = { ...row, status: random.pick(['sent', 'delivered', 'undelivered', 'read']) };
  }
  simulator.seed('Messages', rows);
}

/** Compares a destination with the list. Returns what is wrong with it. */
function flawsOf(folder: string, simulator: Simulator): readonly string[] {
  const listed = new Map(simulator.snapshot('Messages').map(({ sid, status }) => [String(sid), status]));
  const found = rowsIn(folder);
  const wrong = [...listed].filter(([sid, status]) => found.get(sid)?.['Status'] !== status).length;
  const extra = [...found.keys()].filter((sid) => !listed.has(sid)).length;
  const doubled = doubledIn(folder).length;
  const isCounted = changesIn(folder).every(({ _sequence }, index) => _sequence === index + 1);
  if (wrong + extra + doubled === 0 && isCounted) return [];
  return [`${wrong} rows are missing or out of date, ${extra} should be gone, ${doubled} were written twice.`];
}
