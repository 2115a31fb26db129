import { runLines } from '../src/run-lines.ts';
import { LINES } from './lines.ts';

await runLines(
  LINES,
  'Measures SQL over the wire: what a query costs, what the engine takes, how long reads, aggregates and cancellations take.',
);
