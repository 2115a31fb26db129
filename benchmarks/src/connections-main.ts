import { describeMachine } from './report.ts';
import { startSimulator } from './servers.ts';
import { measureConnections } from './many-connections.ts';
import { toTable } from './table.ts';
import './exit-on-signals.ts';

const machine = describeMachine();
const simulator = await startSimulator();
try {
  process.stdout.write(`${toTable(await measureConnections(simulator.url))}\n\n${machine}\n`);
} finally {
  await simulator.stop();
}
