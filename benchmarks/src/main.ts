import { parseArgs } from 'node:util';
import { measureColdStart } from './cold-start.ts';
import { measureGetCost } from './get-cost.ts';
import { getters } from './http-contestants.ts';
import { measureHttp } from './http.ts';
import { measureJobCost } from './job-cost.ts';
import { measureOverload } from './overload.ts';
import { describeMachine, toReport } from './report.ts';
import { NODES, startServers } from './servers.ts';
import { measureSimulatorPage } from './simulator-page.ts';
import { FULL, QUICK, type Settings } from './settings.ts';
import type { Row } from './table.ts';
import { throttledRequests } from './throttled-requests.ts';
import './exit-on-signals.ts';

const HELP = `Compares the connector and its scheduler with alternatives. Prints one Markdown table.

  --quick  runs shorter rounds: a smoke test, not a reliable measurement
  --help   prints this help

Exit code 1: a limit in the table was missed. Exit code 2: the measurement failed.
`;

try {
  const { values } = parseArgs({ options: { quick: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) process.stdout.write(HELP);
  else process.exitCode = await bench(values.quick ? QUICK : FULL);
} catch (error) {
  console.error(error);
  process.exitCode = 2;
}

async function bench(settings: Settings): Promise<number> {
  const machine = describeMachine();
  progress('Measuring GETs with and without the connector');
  const http = await measureServers(settings);
  progress('Measuring the pages of the simulator');
  const pages = await measureSimulatorPage(settings);
  progress('Measuring the cost of an unthrottled job');
  const cost = await measureJobCost(settings);
  progress('Counting starts under threefold load');
  const overload = await measureOverload(settings);
  const rows = [...http.rows, ...pages, ...cost, ...overload];
  process.stdout.write(toReport(rows, settings, `${machine} ${http.throttled}`));
  return rows.every(({ limit }) => limit?.isKept ?? true) ? 0 : 1;
}

async function measureServers(settings: Settings): Promise<{ rows: Row[]; throttled: string }> {
  const servers = await startServers();
  try {
    const rows = await measureHttp(getters(servers), settings);
    progress('Measuring what a GET costs');
    const costs = await measureGetCost(servers, settings);
    progress('Measuring cold starts');
    const starts = await measureColdStart(servers, settings);
    const count = await throttledRequests([servers.silent, servers.logging]);
    return {
      rows: [...rows, ...costs, ...starts],
      throttled: `Each connector had ${NODES} nodes (${(NODES * 25).toLocaleString('en-US')} requests to Twilio per second); their schedulers delayed ${count} requests.`,
    };
  } finally {
    await servers.stop();
  }
}

function progress(step: string): void {
  process.stderr.write(`${step} …\n`);
}
