import { parseArgs } from 'node:util';
import { describeMachine } from '../src/report.ts';
import { type Row, toTable } from '../src/table.ts';
import { type Line, LINES } from './lines.ts';
import '../src/exit-on-signals.ts';

const HELP = `Measures the nodes of connections: how they scale, what they do when Twilio answers 429, and what many of them cost.
Prints one Markdown table.

  --line <name>  runs only the lines whose name contains this text; may be given several times
  --help         prints this help

Lines: ${LINES.map(({ name }) => name).join(', ')}.
Exit code 1: a limit in the table was missed. Exit code 2: the measurement failed.
`;

try {
  const { values } = parseArgs({
    // pnpm passes on the -- that separates its own options.
    args: process.argv.slice(2).filter((arg) => arg !== '--'),
    options: { line: { type: 'string', multiple: true, default: [''] }, help: { type: 'boolean' } },
  });
  if (values.help) process.stdout.write(HELP);
  else process.exitCode = await measure(toLines(values.line));
} catch (error) {
  console.error(error);
  process.exitCode = 2;
}

async function measure(lines: readonly Line[]): Promise<number> {
  const machine = describeMachine();
  const rows: Row[] = [];
  for (const line of lines) {
    process.stderr.write(`${line.name} …\n`);
    rows.push(...(await line.measure()));
  }
  process.stdout.write(`${toTable(rows)}\n\n${machine}\n`);
  return rows.every(({ limit }) => limit?.isKept ?? true) ? 0 : 1;
}

function toLines(parts: readonly string[]): Line[] {
  const found = LINES.filter(({ name }) => parts.some((part) => name.includes(part)));
  if (found.length > 0) return found;
  throw new Error(`No line has a name that contains ${parts.join(' or ')}.`);
}
