import { describeMachine } from './report.ts';
import { startSimulator } from './servers.ts';
import { measureConnections } from './many-connections.ts';
import { toTable } from './table.ts';

// The servers stop when this process exits. Without these handlers, Ctrl-C would leave them running.
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

const machine = describeMachine();
const simulator = await startSimulator();
try {
  process.stdout.write(`${toTable(await measureConnections(simulator.url))}\n\n${machine}\n`);
} finally {
  await simulator.stop();
}
