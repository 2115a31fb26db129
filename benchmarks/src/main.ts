import { parseArgs } from 'node:util';
import { measureColdStart } from './cold-start.ts';
import { getters } from './http-contestants.ts';
import { measureHttp } from './http.ts';
import { measureJobCost } from './job-cost.ts';
import { measureOverload } from './overload.ts';
import { describeMachine, toReport } from './report.ts';
import { NODES, startServers } from './servers.ts';
import { FULL, QUICK, type Settings } from './settings.ts';
import type { Row } from './table.ts';
import { throttledRequests } from './throttled.ts';

const HELP = `Measures the connector against its peers; one Markdown table on standard output.

  --quick  everything shorter: shows that it works; the figures say little
  --help   this text

Ends with 1 when a limit of the table is missed, with 2 when it could not measure.
`;

// So that the servers, which end on this process's exit, end on Ctrl-C as well.
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));
process.on('SIGHUP', () => process.exit(129));

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
  progress('HTTP: the simulator, and the connector in front of it');
  const http = await measureServers(settings);
  progress('what an unthrottled job costs');
  const cost = await measureJobCost(settings);
  progress('starts under three-fold load');
  const overload = await measureOverload(settings);
  const rows = [...http.rows, ...cost, ...overload];
  process.stdout.write(toReport(rows, settings, `${machine} ${http.throttled}`));
  return rows.every(({ limit }) => limit?.isKept ?? true) ? 0 : 1;
}

async function measureServers(settings: Settings): Promise<{ rows: Row[]; throttled: string }> {
  const servers = await startServers();
  try {
    const rows = await measureHttp(getters(servers), settings);
    progress('cold starts');
    const starts = await measureColdStart(servers, settings);
    const count = await throttledRequests([servers.silent, servers.logging]);
    return {
      rows: [...rows, ...starts],
      throttled: `Each connector had ${NODES} nodes (${(NODES * 25).toLocaleString('en-US')} requests to Twilio a second); ${count} requests had to wait for that.`,
    };
  } finally {
    await servers.stop();
  }
}

function progress(what: string): void {
  process.stderr.write(`… ${what}\n`);
}
