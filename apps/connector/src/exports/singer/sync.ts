import type { SingerState } from './state.js';
import type { Stream } from './stream.js';
import { type SyncPorts, syncStream } from './sync-stream.js';

/** Reads streams one after the other, first the one in which a run was interrupted. Returns the state after the last. */
export async function sync(streams: readonly Stream[], state: SingerState, ports: SyncPorts): Promise<SingerState> {
  const first = Math.max(
    0,
    streams.findIndex(({ entityType }) => entityType.name === state.currently_syncing),
  );
  let now = state;
  for (const stream of [...streams.slice(first), ...streams.slice(0, first)])
    now = await syncStream(stream, now, ports);
  return now;
}
