/** How to read messages. */
export interface Reading {
  /** The simulator. */
  readonly url: string;
  /** The library of the connector, a connector's server, or the `twilio` SDK with pages of its default size or of 1000 rows. */
  readonly way: 'connector' | 'server' | 'sdk' | 'sdk with pageSize 1000';
  readonly nodes: number;
  readonly limit?: number;
  readonly conditions?: string;
  /** The server of a connector and its connection, for the way through it. */
  readonly server?: { readonly url: string; readonly token: string; readonly connection: string };
}

/** What a reading returned. */
export interface ReadingResult {
  readonly rows: number;
  readonly distinct: number;
  readonly ms: number;
}
