import type { ExportRequest } from '../target/export-request.js';

/** What a destination holds. Every run selects the same, so that its rows can be compared with those of earlier runs. */
export type Selection = Omit<ExportRequest, 'limit'>;
