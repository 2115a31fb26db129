import type { Line } from '../src/run-lines.ts';
import { measureAggregate } from './aggregate.ts';
import { measureAttacks } from './attacks.ts';
import { measureCancellation } from './cancellation.ts';
import { measureFixedCost } from './fixed-cost.ts';
import { measureEngineMemory, measureEngineStart } from './engine-start.ts';
import { measureMillion } from './million.ts';
import { measureSessions } from './sessions.ts';
import { measureUnused } from './unused.ts';

/** To measure something else, add a line here. */
export const LINES: readonly Line[] = [
  { name: 'cost', measure: measureFixedCost },
  { name: 'start', measure: measureEngineStart },
  { name: 'memory', measure: measureEngineMemory },
  { name: 'unused', measure: measureUnused },
  { name: 'aggregate', measure: measureAggregate },
  { name: 'million', measure: measureMillion },
  { name: 'sessions', measure: measureSessions },
  { name: 'cancel', measure: measureCancellation },
  { name: 'attacks', measure: measureAttacks },
];
