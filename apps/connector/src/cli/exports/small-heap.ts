import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** So much garbage comes together before it is collected. */
const GARBAGE_BYTES = 8_000_000;

/**
 * Keeps the heap of this process small, which only commands do that read more rows than fit into it. By default, Node gives new
 * objects up to 96 MB, and leaves what outlives that until the heap has grown several times. The pages of a list do, since
 * many of them are in flight.
 *
 * @returns collects the garbage if enough has come together; to be called after each page
 */
export function keepHeapSmall(): () => void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let held = usedBytes();
  return () => {
    if (usedBytes() < held + GARBAGE_BYTES) return;
    collect();
    held = usedBytes();
  };
}

function usedBytes(): number {
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics();
  return heap + external;
}
