import { atMost } from '../nodes/row.ts';
import { startMeasured } from '../src/measured-process.ts';
import { spreadOf } from '../src/statistics.ts';
import type { Row } from '../src/table.ts';

const ROUNDS = 3;
const MB = 1e6;

/**
 * How the process allocates, and the most that its memory may differ from before. By default, glibc gives each thread an arena of
 * its own, and keeps what a thread leaves in it, as those that were ended with a statement.
 */
const ALLOCATORS = [
  { name: 'with MALLOC_ARENA_MAX=2', env: { MALLOC_ARENA_MAX: '2' }, mostMb: 32 },
  { name: 'with the defaults of glibc', env: {}, mostMb: 320 },
] as const;

/** What a run of the suite tells. */
interface Run {
  readonly statements: number;
  readonly wrong: readonly unknown[];
}

/** Runs the adversarial suite again and again, and compares the memory of the process with that before the first time. */
export async function measureAttacks(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, env, mostMb } of ALLOCATORS) {
    const engine = startMeasured('../sql/attacks-process.ts', env);
    try {
      const level = async (): Promise<number> => {
        await engine.ask('ordinary');
        return (await engine.memory()).rss / MB;
      };
      const before = await level();
      const rises: number[] = [];
      let statements = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const run = (await engine.ask('attack')) as Run;
        if (run.wrong.length > 0) throw new Error(`Statements ended otherwise: ${JSON.stringify(run.wrong)}`);
        statements = run.statements;
        rises.push((await level()) - before);
      }
      const measured = `resident memory after ${statements} hostile statements, less that before`;
      rows.push(atMost({ measured, contestant: name, figure: spreadOf(rises), unit: 'MB' }, mostMb));
    } finally {
      await engine.stop();
    }
  }
  return rows;
}
