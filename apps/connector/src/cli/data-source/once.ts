import { createIdempotency } from '../../idempotency/idempotency.js';
import type { Env } from '../../env.js';
import { openFolder } from '../data-folder/open-folder.js';
import { REPLAYED } from '../connector/exchange.js';
import { ServerError } from '../connector/server-error.js';
import type { Row } from '../terminal/row-writer.js';
import type { BulkOutcome, DataSource } from './data-source.js';

/** How a write of this process is carried out once. */
export interface OnceOptions {
  readonly env: Env;
  readonly key: string;
  /** Where the writes go: the same key stands for nothing elsewhere. */
  readonly account: string;
  /** Told when nothing was sent, since it was before. */
  readonly note: (sentence: string) => void;
}

/** Of the command line: its keys are not those of the callers of a connector. */
const CALLER = 'command line';

/** What is kept of a write: its answer, or why nobody knows one. */
type Recorded = { readonly value: unknown } | { readonly message: string };
interface Attempt {
  readonly value: Recorded;
  readonly isFinal: boolean;
}

/**
 * Records the writes of a source under a key, in the data folder, which is this process's alone meanwhile. A write that was
 * cut off, or got no complete answer, is never made again with that key.
 *
 * @throws StoreError while a connector serves the folder
 */
export async function writeOnce(source: DataSource, { env, key, account, note }: OnceOptions): Promise<DataSource> {
  const folder = await openFolder(env, 'let it keep the key: name it with --server');
  const { store, cipher } = folder;
  const onError = (error: unknown) => note(`This was carried out, and could not be recorded: ${messageOf(error)}`);
  const idempotency = createIdempotency({ store, seal: cipher, onError, now: () => Date.now() });
  await idempotency.purge();

  async function once(request: readonly unknown[], write: () => Promise<unknown>, isWhole = true): Promise<unknown> {
    let failure: { readonly error: unknown } | undefined;
    const { value: recorded, isRepeated } = await idempotency.once(
      { caller: CALLER, key, request: [account, ...request] },
      () =>
        write().then(
          (value): Attempt => ({ value: { value }, isFinal: isWhole || isComplete(value as BulkOutcome) }),
          (error: unknown): Attempt => {
            failure = { error };
            return { value: { message: messageOf(error) }, isFinal: codeOf(error) === 'OUTCOME_UNKNOWN' };
          },
        ),
    );
    if (failure) throw failure.error;
    if ('message' in recorded) throw new ServerError(recorded.message, 'OUTCOME_UNKNOWN');
    if (isRepeated) note(REPLAYED);
    return recorded.value;
  }

  return {
    ...source,
    create: async (...given) => (await once(['create', ...given], () => source.create(...given))) as Row,
    update: async (...given) => (await once(['update', ...given], () => source.update(...given))) as Row,
    async delete(...given) {
      await once(['delete', ...given], () => source.delete(...given));
    },
    updateMany: async (name, where, input, way) =>
      (await once(
        ['updateMany', name, where, input],
        () => source.updateMany(name, where, input, way),
        false,
      )) as BulkOutcome,
    deleteMany: async (name, where, way) =>
      (await once(['deleteMany', name, where], () => source.deleteMany(name, where, way), false)) as BulkOutcome,
    execute: async (...given) => (await once(['execute', ...given], () => source.execute(...given))) as readonly Row[],
    async close() {
      await source.close();
      await folder.close();
    },
  };
}

/** What is left of a write to many entities is for the same command again to do. */
function isComplete({ failed, notReached }: BulkOutcome): boolean {
  return failed.length + notReached === 0;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
