// `npm test`: runs every gate of `pnpm check`, then every test, and prints one summary line.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gates, runGates } from './gates.js';
import { install } from './installation.js';
import { suitesFor } from './suites.js';
import { run } from './toolchain.js';

install();
const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-test-'));
// Tests must not use the developer's own Twilio account.
const env = Object.fromEntries(
  Object.keys(process.env)
    .filter((name) => name.startsWith('TWILIO_'))
    .map((name) => [name, undefined]),
);

let failed = (await runGates(env)).length;
let passed = gates.length - failed;
let skipped = 0;
for (const [index, { cwd, args }] of suitesFor(process.argv.slice(2)).entries()) {
  const outputFile = join(folder, `vitest-${index}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`];
  // Vitest would leave one core for itself, which idles while the tests wait for processes.
  const code = run('vitest', ['run', '--maxWorkers=100%', ...reporters, ...args], { cwd, env });
  const report = readReport(outputFile);
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  // A test file that fails to load and a coverage that is too low report no failed test.
  if (code !== 0 && report.numFailedTests === 0) failed += Math.max(1, report.numFailedTestSuites);
  skipped += report.numPendingTests + report.numTodoTests;
}
rmSync(folder, { recursive: true, force: true });

process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed > 0 ? 1 : 0;

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numFailedTestSuites: 1, numPendingTests: 0, numTodoTests: 0 };
  }
}
