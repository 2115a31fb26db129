import type { Scan } from '../catalog/scan.js';
import type { Catalog } from '../catalog/catalog.js';
import type { TableNames } from '../catalog/table-names.js';
import type { Engine, Identity } from '../engine/engine.js';
import type { TableSizes } from '../execution/table-sizes.js';
import type { Writer } from '../writes/writer.js';

/** What all statements of a database share. */
export interface Environment {
  readonly catalog: Catalog;
  readonly tables: TableNames;
  readonly identity: Identity;
  readonly scan: Scan;
  /** Absent in a database that only reads. */
  readonly writer?: Writer | undefined;
  readonly engine: Engine;
  readonly sizes: TableSizes;
  /** A clock in milliseconds since 1970. */
  readonly now: () => number;
}
