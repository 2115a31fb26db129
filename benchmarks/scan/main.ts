import { parseArgs } from 'node:util';
import { describeMachine } from '../src/report.ts';
import { type Row, toTable } from '../src/table.ts';
import { startBed } from './bed.ts';
import { measureEngine, measureExports } from './export-lines.ts';
import { measureFew, measureLists, NODES, type Settings } from './lines.ts';
import '../src/exit-on-signals.ts';

const HELP = `Reads whole lists of messages from a simulator, compared with the \`twilio\` SDK. Prints one Markdown table.

  --rounds <n>      how often each list is read, default 3
  --messages <n>    default 100000; the limits of requests are for this number
  --latency <ms>    of each request to the simulator, default 100
  --exported <n>    messages that are exported to files, default 1000000; 0 skips the exports
  --exports-only    measures only exports
  --skip-default    does not read with the default of the SDK, which takes four minutes
  --help            prints this help

Exit code 1: a limit in the table was missed. Exit code 2: the measurement failed.
`;

try {
  const { values } = parseArgs({
    // pnpm passes on the -- that separates its own options.
    args: process.argv.slice(2).filter((arg) => arg !== '--'),
    options: {
      rounds: { type: 'string', default: '3' },
      messages: { type: 'string', default: '100000' },
      latency: { type: 'string', default: '100' },
      exported: { type: 'string', default: '1000000' },
      'exports-only': { type: 'boolean', default: false },
      'skip-default': { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  if (values.help) process.stdout.write(HELP);
  else {
    const { exported, 'exports-only': isOnly } = values;
    const wanted = { exported: exported === '0' ? 0 : toWhole(exported), hasLists: !isOnly };
    process.exitCode = await measure(wanted, {
      rounds: toWhole(values.rounds),
      messages: toWhole(values.messages),
      latencyMs: toWhole(values.latency),
      hasDefault: !values['skip-default'],
    });
  }
} catch (error) {
  console.error(error);
  process.exitCode = 2;
}

interface Wanted {
  readonly exported: number;
  readonly hasLists: boolean;
}

async function measure({ exported, hasLists }: Wanted, settings: Settings): Promise<number> {
  const machine = describeMachine();
  const rows = [
    ...(hasLists ? await measureReading(settings) : []),
    ...(exported > 0 ? [...(await measureExports(exported)), ...(await measureEngine())] : []),
  ];
  process.stdout.write(`${toTable(rows)}\n\n${machine}\n`);
  return rows.every(({ limit }) => limit?.isKept ?? true) ? 0 : 1;
}

async function measureReading(settings: Settings): Promise<Row[]> {
  const bed = await startBed(settings.latencyMs, NODES);
  try {
    return [...(await measureLists(bed, settings)), ...(await measureFew(bed, settings))];
  } finally {
    await bed.stop();
  }
}

function toWhole(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new Error(`${text} must be a whole number of at least 1.`);
}
