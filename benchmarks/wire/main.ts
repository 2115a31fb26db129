import { parseArgs } from 'node:util';
import { describeMachine } from '../src/report.ts';
import { type Row, toTable } from '../src/table.ts';
import { startBed } from './bed.ts';
import { toRows } from './rows.ts';
import { runScenario } from './run-scenario.ts';
import { type Scenario, SCENARIOS } from './scenarios.ts';
import '../src/exit-on-signals.ts';

const HELP = `Counts the requests that a server sends to Twilio, as it stamps them and as a proxy sees them. Prints one Markdown table.

  --seconds <n>      the length of each scenario, default 60
  --scenario <name>  runs only the scenarios whose name contains this text; may be given several times
  --help             prints this help

Scenarios: ${SCENARIOS.map(({ name }) => name).join('; ')}.
Exit code 1: a limit in the table was missed. Exit code 2: the measurement failed.
`;

try {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      scenario: { type: 'string', multiple: true, default: [''] },
      help: { type: 'boolean' },
    },
  });
  if (values.help) process.stdout.write(HELP);
  else process.exitCode = await measure(toScenarios(values.scenario), toSeconds(values.seconds));
} catch (error) {
  console.error(error);
  process.exitCode = 2;
}

async function measure(scenarios: readonly Scenario[], seconds: number): Promise<number> {
  const machine = describeMachine();
  const bed = await startBed();
  const rows: Row[] = [];
  try {
    for (const scenario of scenarios) {
      process.stderr.write(`${scenario.name} …\n`);
      rows.push(...toRows(await runScenario(bed, scenario, seconds)));
    }
  } finally {
    await bed.stop();
  }
  process.stdout.write(`${toTable(rows)}\n\n${machine}\n`);
  return rows.every(({ limit }) => limit?.isKept ?? true) ? 0 : 1;
}

function toScenarios(parts: readonly string[]): Scenario[] {
  const found = SCENARIOS.filter(({ name }) => parts.some((part) => name.includes(part)));
  if (found.length > 0) return found;
  throw new Error(`No scenario has a name that contains ${parts.join(' or ')}.`);
}

function toSeconds(text: string): number {
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds >= 3) return seconds;
  throw new Error(`--seconds is ${text}; expected a whole number of at least 3.`);
}
