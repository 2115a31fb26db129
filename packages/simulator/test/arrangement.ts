import type { Params } from '../src/model/resource.js';
import type { Simulated } from './simulate.js';

/** The path parameters and the form of a valid request. */
export interface Arrangement {
  readonly params?: Params;
  readonly form?: Readonly<Record<string, string>>;
}

/** Arrangements by operation: `create Messages`. */
export type Arrangements = Readonly<Record<string, (simulated: Simulated) => Arrangement | Promise<Arrangement>>>;
