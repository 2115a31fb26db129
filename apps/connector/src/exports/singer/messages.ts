import type { SingerSchema } from './json-schema.js';
import type { SingerState } from './state.js';

/** A message of the Singer specification: one JSON object a line, on standard output. */
export type SingerMessage =
  | {
      readonly type: 'SCHEMA';
      readonly stream: string;
      readonly schema: SingerSchema;
      readonly key_properties: readonly string[];
      readonly bookmark_properties?: readonly string[];
    }
  | {
      readonly type: 'RECORD';
      readonly stream: string;
      readonly record: Readonly<Record<string, unknown>>;
      /** When it was read, in ISO 8601. */
      readonly time_extracted: string;
      /** The version of a table that is replaced as a whole. */
      readonly version?: number;
    }
  | { readonly type: 'STATE'; readonly value: SingerState }
  /** The target may remove the records of other versions. */
  | { readonly type: 'ACTIVATE_VERSION'; readonly stream: string; readonly version: number };

/** Writes messages. Resolves when the reader can take more. */
export type WriteMessages = (messages: readonly SingerMessage[]) => Promise<void>;
