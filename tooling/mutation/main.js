// `pnpm mutate <area> [file…]`: changes the code of an area, one small change at a time, and checks that a test fails.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { areas } from './areas.js';

const HELP = `Usage: pnpm mutate <area> [file...] [--all] [--static]

  area      ${Object.keys(areas).join(', ')}
  file      changes only these files, such as apps/connector/src/access/members.ts
  --all     tries every change again, not only those whose code or tests changed since the last run
  --static  also changes code that runs when its module is loaded; each such change takes all tests of the area

The HTML report is .mutation/<area>.html. The command fails if fewer than 85 % of the changes are noticed.
`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean' }, static: { type: 'boolean' } },
});
const [name = '', ...files] = positionals;
const area = areas[name];
if (!area) {
  process.stderr.write(HELP);
  process.exit(2);
}

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
mkdirSync('.mutation', { recursive: true });
process.env.MUTATION_AREA = name;
// The runs that kill a mutant are usually among the first.
process.env.FUZZ_SHARE = '0.02';
await new Stryker({
  mutate: files.length > 0 ? files : area.mutate,
  testRunner: 'vitest',
  plugins: [fileURLToPath(import.meta.resolve('@stryker-mutator/vitest-runner'))],
  vitest: { configFile: 'tooling/mutation/vitest.config.js', related: false, pool: 'threads' },
  coverageAnalysis: 'perTest',
  incremental: true,
  incrementalFile: `.mutation/${name}.json`,
  force: values.all ?? false,
  ignoreStatic: !values.static,
  ignorePatterns: ['.mutation', 'coverage', 'dist', '.readme'],
  reporters: ['clear-text', 'html', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: `.mutation/${name}.html` },
  thresholds: { high: 90, low: 85, break: 85 },
  // A test that a busy machine slows down must not count as one that noticed.
  timeoutMS: 60_000,
  concurrency: 2,
}).runMutationTest();
