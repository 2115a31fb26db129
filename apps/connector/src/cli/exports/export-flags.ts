import type { Compression } from '../../exports/formats/compression.js';
import type { ExportFormat } from '../../exports/formats/format.js';
import type { SourceFlags } from '../data-source/open-data-source.js';

/** The flags of `export`. */
export interface ExportFlags extends SourceFlags {
  readonly all?: boolean;
  readonly where?: string;
  readonly fields?: readonly string[];
  readonly limit?: number;
  readonly allParents?: number;
  readonly to?: string;
  readonly format?: ExportFormat;
  readonly compress?: Compression;
  readonly force?: boolean;
  readonly resume?: boolean;
  readonly verify?: boolean;
  readonly count?: boolean;
  readonly sinceLast?: boolean;
  /** In milliseconds. */
  readonly lookBack?: number;
  readonly fullRefresh?: boolean;
  readonly protocol?: 'singer';
  readonly discover?: boolean;
  readonly catalog?: string;
  readonly state?: string;
  readonly config?: string;
  readonly terraform?: boolean;
  /** Default: `local`. */
  readonly project: string;
  /** Default: `local`. */
  readonly location: string;
}
