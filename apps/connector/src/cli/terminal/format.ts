export const FORMATS = ['table', 'ndjson', 'json', 'csv'] as const;

/** How rows are written. */
export type Format = (typeof FORMATS)[number];
