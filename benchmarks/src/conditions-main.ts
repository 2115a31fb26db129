import { measureConditions } from './conditions.ts';
import { describeMachine } from './report.ts';
import { toTable } from './table.ts';
import './exit-on-signals.ts';

const rows = await measureConditions();
process.stdout.write(`${toTable(rows)}\n\n${describeMachine()}\n`);
if (rows.some(({ limit }) => limit && !limit.isKept)) process.exitCode = 1;
