import { existsSync } from 'node:fs';
import { type Kills, startKillBed } from './kill-bed.ts';

const MESSAGES = 30_000;

/** What kills of exports showed. */
export interface ExportKills {
  readonly kills: number;
  /** The exports that were complete in the end. */
  readonly exports: number;
  /** The parts that processes found complete. */
  readonly partsKept: number;
  readonly flaws: readonly string[];
}

/** Kills the command `export` again and again, resumes it, and checks its file and its requests. */
export async function killExports(wanted: Kills): Promise<ExportKills> {
  const bed = await startKillBed(MESSAGES, wanted);
  const { random, flaws } = bed;
  let [exports, partsKept] = [0, 0];

  /** Exports until the command ends, or is killed. Returns whether the export is complete. */
  async function runOnce(target: string): Promise<boolean> {
    const run = await bed.run({ options: ['--to', target, '--resume'], target: () => target });
    partsKept += run.partsKept;
    return run.hasEnded;
  }

  try {
    while (bed.goesOn()) {
      const target = bed.fileNamed(`messages-${exports}.${random.pick(['ndjson', 'csv'])}`);
      while (!(await runOnce(target))) if (existsSync(target)) flaws.push('A file appeared before it was whole.');
      if (flaws.length === 0) flaws.push(...bed.flawsOf(target));
      exports += 1;
    }
    return { kills: bed.kills(), exports, partsKept, flaws };
  } finally {
    await bed.close();
  }
}
