import { runLines } from '../src/run-lines.ts';
import { LINES } from './lines.ts';

await runLines(
  LINES,
  'Measures the nodes of connections: how they scale, what they do when Twilio answers 429, and what many of them cost.',
);
