import type { KyselyPlugin } from 'kysely';
import { createIdempotency } from '../src/idempotency/idempotency.js';
import type { Seal } from '../src/idempotency/key-records.js';
import type { Store } from '../src/store/store.js';
import { temporaryStore } from './connection-parts.js';

/** The kinds of statements that a test delays or fails. */
type Kind = 'SelectQueryNode' | 'InsertQueryNode' | 'UpdateQueryNode' | 'DeleteQueryNode';

/** Binds a text to its context, as the cipher does, but readable for tests. */
export const SEAL: Seal = {
  seal: (text, context) => Buffer.from(`${context}|${text}`).toString('hex'),
  open(sealed, context) {
    const text = Buffer.from(sealed, 'hex').toString();
    if (!text.startsWith(`${context}|`)) throw new Error(`It was not sealed for ${context}.`);
    return text.slice(context.length + 1);
  },
};

export const CALL = { caller: 'token:ci', key: 'k-1', request: ['POST', '/v2/x', { fields: { To: '+15550100001' } }] };

/** Idempotency over a real store, whose statements a test can delay and fail. */
export async function openIdempotency() {
  const store = await temporaryStore();
  const clock = { now: Date.parse('2026-11-25T00:00:00Z') };
  const errors: unknown[] = [];
  const control = createControl(store);
  const idempotency = createIdempotency({
    store: control.store,
    seal: SEAL,
    onError: (error) => errors.push(error),
    now: () => clock.now,
  });
  /** Another process on the same store, which the test does not control. */
  const other = createIdempotency({ store, seal: SEAL, onError: (error) => errors.push(error), now: () => clock.now });
  return {
    ...control,
    other,
    rows: () => store.selectFrom('idempotency').selectAll().execute(),
    clock,
    errors,
    idempotency,
  };
}

function createControl(store: Store) {
  const failing = new Map<Kind, Error>();
  const held = new Map<Kind, Promise<void>>();
  const kinds = new WeakMap<object, Kind>();
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      const kind = node.kind as Kind;
      kinds.set(queryId, kind);
      const failure = failing.get(kind);
      if (failure) throw failure;
      return node;
    },
    async transformResult({ result, queryId }) {
      await held.get(kinds.get(queryId)!);
      return result;
    },
  };
  return {
    store: store.withPlugin(plugin),
    /** Statements of this kind fail with the error, until it is undefined. */
    fail: (kind: Kind, error: Error | undefined) => {
      if (error) failing.set(kind, error);
      else failing.delete(kind);
    },
    /** Statements of this kind are carried out, but do not resolve until the returned function is called. */
    hold: (kind: Kind): (() => void) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held.set(kind, promise);
      return resolve;
    },
  };
}
