// `npm test`: runs every gate of `pnpm check`, then every test, and prints one summary line.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gates } from './gates.js';
import { install } from './installation.js';
import { run } from './toolchain.js';

install();
const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-test-'));
const outputFile = join(folder, 'vitest.json');
// Tests must not use the developer's own Twilio account.
const env = Object.fromEntries(
  Object.keys(process.env)
    .filter((name) => name.startsWith('TWILIO_'))
    .map((name) => [name, undefined]),
);

let passed = 0;
let failed = 0;
for (const { name, command, args } of gates) {
  process.stdout.write(`— ${name}\n`);
  if (run(command, args, { env }) === 0) passed += 1;
  else failed += 1;
}

const code = run(
  'vitest',
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`, ...process.argv.slice(2)],
  { env },
);
const report = readReport(outputFile);
passed += report.numPassedTests;
failed += report.numFailedTests;
// A test file that fails to load reports no failed test.
if (code !== 0 && report.numFailedTests === 0) failed += Math.max(1, report.numFailedTestSuites);
const skipped = report.numPendingTests + report.numTodoTests;
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
