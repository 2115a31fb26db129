import { parseArgs } from 'node:util';
import { describeMachine } from './report.ts';
import { type Row, toTable } from './table.ts';
import './exit-on-signals.ts';

/** One line of what a benchmark must show. */
export interface Line {
  readonly name: string;
  readonly measure: () => Promise<Row[]>;
}

/** Measures the lines that the arguments of the process name, prints one table, and sets the exit code. */
export async function runLines(lines: readonly Line[], about: string): Promise<void> {
  try {
    const { values } = parseArgs({
      // pnpm passes on the -- that separates its own options.
      args: process.argv.slice(2).filter((arg) => arg !== '--'),
      options: { line: { type: 'string', multiple: true, default: [''] }, help: { type: 'boolean' } },
    });
    if (values.help) process.stdout.write(toHelp(lines, about));
    else process.exitCode = await measure(linesNamed(lines, values.line));
  } catch (error) {
    console.error(error);
    process.exitCode = 2;
  }
}

const toHelp = (lines: readonly Line[], about: string): string => `${about}
Prints one Markdown table.

  --line <name>  runs only the lines whose name contains this text; may be given several times
  --help         prints this help

Lines: ${lines.map(({ name }) => name).join(', ')}.
Exit code 1: a limit in the table was missed. Exit code 2: the measurement failed.
`;

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

function linesNamed(lines: readonly Line[], parts: readonly string[]): Line[] {
  const found = lines.filter(({ name }) => parts.some((part) => name.includes(part)));
  if (found.length > 0) return found;
  throw new Error(`No line has a name that contains ${parts.join(' or ')}.`);
}
