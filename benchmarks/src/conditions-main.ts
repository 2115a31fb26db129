import { measureConditions } from './conditions.ts';
import { describeMachine } from './report.ts';
import { toTable } from './table.ts';

// The connector stops when this process exits. Without these handlers, Ctrl-C would leave it running.
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

const rows = await measureConditions();
process.stdout.write(`${toTable(rows)}\n\n${describeMachine()}\n`);
if (rows.some(({ limit }) => limit && !limit.isKept)) process.exitCode = 1;
