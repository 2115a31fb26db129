import type { DataSource } from '../data-source/data-source.js';
import type { ExportFlags } from './export-flags.js';

/** What an export works with. */
export interface ExportContext {
  readonly source: DataSource;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly flags: ExportFlags;
  readonly process: NodeJS.Process;
  /** Called after each page, to free the memory that it took. */
  readonly afterPage: () => void;
}
