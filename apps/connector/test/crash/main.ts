import { parseArgs } from 'node:util';
import { killExports } from './export-kills.ts';
import { COUNTED } from './findings.ts';
import { cutFirstStarts, killFirstStart, stepsOf } from './first-start.ts';
import { runCrashes } from './run.ts';

const HELP = `Kills a connector at random moments during writes, and checks its data after each kill.

  --kills N    number of kills of servers (1000)
  --lanes N    number of servers at a time (2)
  --exports N  number of kills of the command export (50)
  --seed N     seed of the random writes (1)

Exits with 1 if anything was lost, partial, doubled or stuck, or a start failed. Build the connector first.
`;

const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    lanes: { type: 'string' },
    exports: { type: 'string' },
    seed: { type: 'string' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  process.stdout.write(HELP);
} else {
  const start = performance.now();
  const { kills = '1000', lanes = '2', exports = '50', seed = '1' } = values;
  const onKill = (killed: number) => {
    if (killed % 50 === 0) process.stderr.write(`… ${killed} kills\n`);
  };
  process.stderr.write('… exports\n');
  const exported = await killExports({ kills: Number(exports), seed: Number(seed) });
  process.stderr.write('… first starts, killed at each of their disk writes\n');
  const first = await cutFirstStarts(stepsOf(1000, 1));
  process.stderr.write('… first starts, killed after a delay\n');
  const late: (string | undefined)[] = [];
  for (let ms = 50; ms <= 600; ms += 10) late.push((await killFirstStart(ms)).flaw);
  const { counts, flaws: later } = await runCrashes({
    kills: Number(kills),
    lanes: Number(lanes),
    seed: Number(seed),
    onKill,
  });
  const lateFlaws = late.filter((flaw) => flaw !== undefined);
  const flaws = [...exported.flaws, ...first.flaws, ...lateFlaws, ...later];
  const rows = COUNTED.map((name) => `| ${name} | ${counts[name].toLocaleString('en-US')} |`);
  const starts = [
    `| killed first starts | ${first.count + late.length} |`,
    `| … followed by a failed start | ${first.flaws.length + lateFlaws.length} |`,
  ];
  const ofExports = [
    `| killed exports | ${exported.kills} |`,
    `| … lost or doubled rows, or parts read again | ${exported.flaws.length} |`,
  ];
  process.stdout.write(['| Counted | |', '| --- | --: |', ...ofExports, ...starts, ...rows, ''].join('\n'));
  process.stderr.write(`${Math.round((performance.now() - start) / 1000)} s\n`);
  for (const flaw of flaws) process.stderr.write(`${flaw}\n`);
  process.exitCode = flaws.length > 0 ? 1 : 0;
}
