import type { ExportRequest } from '../target/export-request.js';

/** What a destination holds. Every run selects the same, so that its rows can be compared with those of earlier runs. */
export interface Selection extends Omit<ExportRequest, 'limit'> {
  /** The account, or the connector and its connection, from which the rows come. */
  readonly source: string;
}
