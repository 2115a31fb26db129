import type { ExportColumn } from './columns.js';
import type { Encoder } from './encoder.js';

export const EXPORT_FORMATS = ['ndjson', 'csv', 'parquet'] as const;

/** How rows are written to a file. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Creates the encoder of a format, and loads what only that format needs. */
export async function createEncoder(format: ExportFormat, columns: readonly ExportColumn[]): Promise<Encoder> {
  switch (format) {
    case 'ndjson':
      return (await import('./ndjson.js')).createNdjsonEncoder(columns);
    case 'csv':
      return (await import('./csv.js')).createCsvEncoder(columns);
    case 'parquet':
      return (await import('./parquet.js')).createParquetEncoder(columns);
  }
}

/** The media type of a format. */
export const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  parquet: 'application/vnd.apache.parquet',
};
