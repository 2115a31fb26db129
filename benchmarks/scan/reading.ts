/** How to read messages. */
export interface Reading {
  /** The simulator. */
  readonly url: string;
  /** The library of the connector, or the `twilio` SDK with pages of its default size or of 1000 rows. */
  readonly way: 'connector' | 'sdk' | 'sdk with pageSize 1000';
  readonly nodes: number;
  readonly limit?: number;
  readonly conditions?: string;
}

/** What a reading returned. */
export interface ReadingResult {
  readonly rows: number;
  readonly distinct: number;
  readonly ms: number;
}
