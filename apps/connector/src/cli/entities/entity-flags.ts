import type { SourceFlags } from '../data-source/open-data-source.js';
import type { Format } from '../terminal/format.js';
import type { Row } from '../terminal/row.js';

/** The flags of the commands that read and write entities. */
export interface EntityFlags extends SourceFlags {
  readonly where?: string;
  readonly sort?: string;
  readonly fields?: readonly string[];
  readonly limit?: number;
  readonly maxRequests?: number;
  readonly output?: Format;
  readonly allParents?: number;
  readonly explain?: boolean;
  readonly count?: boolean;
  readonly set?: Row;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}
