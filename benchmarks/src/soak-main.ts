import { parseArgs } from 'node:util';
import { createRandom } from './random.ts';
import { describeMachine } from './report.ts';
import { isPassed, toSoakReport } from './soak/report.ts';
import { openSetting } from './soak/setting.ts';
import { runSoak } from './soak/soak.ts';
import './exit-on-signals.ts';

const HELP = `Makes mixed calls of every kind for a while, with faults of every kind at the simulated Twilio. Afterwards it checks that the
memory of the connector is flat, that its log has no unexpected errors, and that nothing was sent twice or lost. A minute with twice as many
callers comes first.

  --minutes <number>  after the first one, default 10
  --seed <number>     default 1
  --help              prints this help

Exit code 1: a check failed. Exit code 2: the soak itself failed.
`;

try {
  const { values } = parseArgs({
    // pnpm passes on the -- that separates its own options.
    args: process.argv.slice(2).filter((arg) => arg !== '--'),
    options: {
      minutes: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) process.stdout.write(HELP);
  else process.exitCode = await run(Number(values.minutes), Number(values.seed));
} catch (error) {
  console.error(error);
  process.exitCode = 2;
}

async function run(minutes: number, seed: number): Promise<number> {
  const machine = describeMachine();
  const setting = await openSetting();
  try {
    process.stderr.write(`Calling for a minute, and then for ${minutes} minutes …\n`);
    const findings = await runSoak(setting, minutes * 60_000, createRandom(seed));
    process.stdout.write(`${toSoakReport(findings)}\n\n${machine} ${minutes} minutes, seed ${seed}.\n`);
    return isPassed(findings) ? 0 : 1;
  } finally {
    await Promise.all([setting.connector.stop(), setting.simulator.stop()]);
  }
}
