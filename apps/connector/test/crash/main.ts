import { parseArgs } from 'node:util';
import { exportWithFaults } from './export-faults.ts';
import { killExports } from './export-kills.ts';
import { COUNTED } from './findings.ts';
import { cutFirstStarts, killFirstStart, stepsOf } from './first-start.ts';
import { killIncrementalExports } from './incremental-kills.ts';
import { runCrashes } from './run.ts';

const HELP = `Kills a connector at random moments during writes, and checks its data after each kill.

  --kills N    number of kills of servers (1000)
  --lanes N    number of servers at a time (2)
  --exports N  number of kills of the command export, and as many with --since-last (50)
  --faulty N   number of exports of 100,000 messages from a Twilio that fails at random (20)
  --exports-only  only exports
  --seed N     seed of the random writes (1)

Exits with 1 if anything was lost, partial, doubled or stuck, or a start failed. Build the connector first.
`;

const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    lanes: { type: 'string' },
    exports: { type: 'string' },
    faulty: { type: 'string' },
    'exports-only': { type: 'boolean' },
    seed: { type: 'string' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  process.stdout.write(HELP);
} else {
  const start = performance.now();
  const parts = [await disturbExports()];
  if (!values['exports-only']) parts.push(await crashServers());
  process.stdout.write(['| Counted | |', '| --- | --: |', ...parts.flatMap(({ rows }) => rows), ''].join('\n'));
  process.stderr.write(`${Math.round((performance.now() - start) / 1000)} s\n`);
  const flaws = parts.flatMap((part) => part.flaws);
  for (const flaw of flaws) process.stderr.write(`${flaw}\n`);
  process.exitCode = flaws.length > 0 ? 1 : 0;
}

/** Lines of the table, and a sentence for each flaw. */
interface Part {
  readonly rows: readonly string[];
  readonly flaws: readonly string[];
}

async function disturbExports(): Promise<Part> {
  const { exports = '50', faulty = '20', seed = '1' } = values;
  process.stderr.write('… exports from a Twilio that fails at random\n');
  const rates = { tooManyRequests: 0.01, unavailable: 0.01, reset: 0.001 };
  const disturbed = await exportWithFaults({
    exports: Number(faulty),
    messages: 100_000,
    rates,
    seed: Number(seed),
  });
  process.stderr.write('… killed exports\n');
  const killed = await killExports({ kills: Number(exports), seed: Number(seed) });
  process.stderr.write('… killed incremental exports\n');
  const incremental = await killIncrementalExports({ kills: Number(exports), seed: Number(seed) });
  const { requests, faults } = disturbed;
  return {
    rows: [
      `| exports of 100,000 messages | ${disturbed.exports} |`,
      `| … requests | ${requests.toLocaleString('en-US')} |`,
      `| … answered with 429, 503, cut off | ${faults.tooManyRequests}, ${faults.unavailable}, ${faults.reset} |`,
      `| … failed, or lost or doubled rows | ${disturbed.flaws.length} |`,
      `| killed exports | ${killed.kills} |`,
      `| … complete parts that were found | ${killed.partsKept} |`,
      `| … lost or doubled rows, or parts read again | ${killed.flaws.length} |`,
      `| killed incremental exports | ${incremental.kills} |`,
      `| … that left complete parts | ${incremental.resumed} |`,
      `| … runs that ended | ${incremental.runs} |`,
      `| … lost, doubled or outdated rows, or parts read again | ${incremental.flaws.length} |`,
    ],
    flaws: [...disturbed.flaws, ...killed.flaws, ...incremental.flaws],
  };
}

async function crashServers(): Promise<Part> {
  const { kills = '1000', lanes = '2', seed = '1' } = values;
  const onKill = (killed: number) => {
    if (killed % 50 === 0) process.stderr.write(`… ${killed} kills\n`);
  };
  process.stderr.write('… first starts, killed at each of their disk writes\n');
  const first = await cutFirstStarts(stepsOf(1000, 1));
  process.stderr.write('… first starts, killed after a delay\n');
  const late: (string | undefined)[] = [];
  for (let ms = 50; ms <= 600; ms += 10) late.push((await killFirstStart(ms)).flaw);
  const { counts, flaws } = await runCrashes({
    kills: Number(kills),
    lanes: Number(lanes),
    seed: Number(seed),
    onKill,
  });
  const lateFlaws = late.filter((flaw) => flaw !== undefined);
  return {
    rows: [
      `| killed first starts | ${first.count + late.length} |`,
      `| … followed by a failed start | ${first.flaws.length + lateFlaws.length} |`,
      ...COUNTED.map((name) => `| ${name} | ${counts[name].toLocaleString('en-US')} |`),
    ],
    flaws: [...first.flaws, ...lateFlaws, ...flaws],
  };
}
