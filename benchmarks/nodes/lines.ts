import type { Line } from '../src/run-lines.ts';
import { measureAdmission } from './admission.ts';
import { measureBurst } from './burst.ts';
import { measureCostOfGet } from './cost-of-a-get.ts';
import { measureMany } from './many.ts';
import { measureOnTheWire } from './on-the-wire.ts';
import { measureScaling } from './scaling.ts';
import { measureThrottling } from './throttling.ts';

/** To measure something else, add a line here. */
export const LINES: readonly Line[] = [
  { name: 'scaling', measure: measureScaling },
  { name: 'burst', measure: measureBurst },
  { name: 'throttling', measure: measureThrottling },
  { name: 'many', measure: measureMany },
  { name: 'admission', measure: measureAdmission },
  { name: 'cost', measure: measureCostOfGet },
  { name: 'wire', measure: measureOnTheWire },
];
