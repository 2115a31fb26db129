import { z } from 'zod';

const PART = z.object({ read: z.number(), low: z.number().nullable(), high: z.number().nullable() });

/** A scan that was interrupted. */
const SCAN = z.object({
  /** The condition of the stream. The scan goes on only if it is still the same. */
  conditions: z.string(),
  /** The condition of the rows that are read. */
  where: z.string(),
  /** The time on which relative times are based, in ISO 8601. */
  time: z.string(),
  completed: z.array(PART),
  /** The newest time so far, in ISO 8601. */
  newest: z.string().nullable(),
});

const BOOKMARK = z.object({
  replication_key: z.string().optional(),
  replication_key_value: z.string().optional(),
  /** The version of a table that is replaced as a whole. */
  version: z.number().optional(),
  scan: SCAN.optional(),
});

/** The state that a pipeline keeps between runs. */
export const STATE = z.object({
  bookmarks: z.record(z.string(), BOOKMARK).default({}),
  /** The stream in which a run was interrupted. */
  currently_syncing: z.string().nullish(),
});

export type SingerState = z.infer<typeof STATE>;
export type Bookmark = z.infer<typeof BOOKMARK>;
export type InterruptedScan = z.infer<typeof SCAN>;

/** Replaces the bookmark of a stream. No stream is being read then. */
export function withBookmark({ bookmarks }: SingerState, stream: string, bookmark: Bookmark): SingerState {
  return { bookmarks: { ...bookmarks, [stream]: bookmark } };
}
