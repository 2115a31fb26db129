import type { Scan } from '../catalog/scan.js';
import type { TableNames } from '../catalog/table-names.js';
import type { Engine } from '../engine/engine.js';
import type { TableSizes } from '../execution/table-sizes.js';

/** What all statements of a database share. */
export interface Environment {
  readonly tables: TableNames;
  readonly scan: Scan;
  readonly engine: Engine;
  readonly sizes: TableSizes;
  /** A clock in milliseconds since 1970. */
  readonly now: () => number;
}
