import { parseArgs } from 'node:util';
import { ATTACKS } from './fairness/attacks.ts';
import { measureAttack, toRows } from './fairness/measure.ts';
import { openStage } from './fairness/stage.ts';
import { describeMachine } from './report.ts';
import { toMarkdown } from './table.ts';
import './exit-on-signals.ts';

const HELP = `Measures whether one caller can slow down another: a GET of the other caller, and /healthz, while the attack of each
line of fairness/attacks.ts runs. Prints a Markdown table.

  --seconds <number>     how long each attack runs (default 10)
  --only <text>          only attacks whose name contains the text
  --audit-rows <number>  records in the audit log that is queried (default 1000000)
  --help                 prints this help

Exit code 1: a limit was missed. Exit code 2: the measurement failed, or the machine was too busy for it.
`;

try {
  const { values } = parseArgs({
    // pnpm passes on the -- that separates its own options.
    args: process.argv.slice(2).filter((arg) => arg !== '--'),
    options: {
      seconds: { type: 'string', default: '10' },
      only: { type: 'string', default: '' },
      'audit-rows': { type: 'string', default: '1000000' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) process.stdout.write(HELP);
  else process.exitCode = await run(Number(values.seconds) * 1000, values.only, Number(values['audit-rows']));
} catch (error) {
  console.error(error);
  process.exitCode = 2;
}

async function run(durationMs: number, only: string, auditRows: number): Promise<number> {
  const machine = describeMachine();
  process.stderr.write('Preparing …\n');
  const stage = await openStage(auditRows);
  try {
    const results = [];
    for (const attack of ATTACKS.filter(({ name }) => name.includes(only))) {
      process.stderr.write(`While another caller sends ${attack.name} …\n`);
      results.push(await measureAttack(stage, attack, durationMs));
    }
    process.stdout.write(`${toMarkdown(toRows(results))}\n\n${machine} Each attack ran for ${durationMs / 1000} s.\n`);
    const probes = results.flatMap(({ probes: each }) => each);
    if (probes.some(({ verdict }) => verdict === 'UNCLEAR')) return 2;
    return probes.every(({ verdict }) => verdict === 'PASS') ? 0 : 1;
  } finally {
    await stage.stop();
  }
}
