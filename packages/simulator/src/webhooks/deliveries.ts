import type { Webhook } from '../model/webhook.js';
import type { Outcome } from './delivery-record.js';
import type { Send } from './post.js';

/** The webhooks being sent. */
export interface Deliveries {
  /** Sends a webhook after those of the same entity, and never throws. */
  add(sid: string, webhook: Webhook): void;
  /** Resolves when nothing is waiting or being sent. */
  settled(): Promise<void>;
  /** Abandons what is waiting or being sent. */
  cancel(): void;
}

const MAX_WAITING = 10_000;
const MAX_CONCURRENT = 10;

/** Creates a queue of deliveries, which passes each one to `record` when it has ended. */
export function createDeliveries(send: Send, record: (webhook: Webhook, outcome: Outcome) => void): Deliveries {
  let waiting: { readonly sid: string; readonly webhook: Webhook }[] = [];
  let stop = new AbortController();
  /** The entities whose webhooks are being sent. */
  let busy = new Set<string>();
  let waiters: (() => void)[] = [];

  function startNext(): void {
    while (busy.size < MAX_CONCURRENT) {
      const index = waiting.findIndex(({ sid }) => !busy.has(sid));
      const [next] = index === -1 ? [] : waiting.splice(index, 1);
      if (!next) break;
      void deliver(next.sid, next.webhook);
    }
    if (busy.size > 0) return;
    for (const resolve of waiters) resolve();
    waiters = [];
  }

  async function deliver(sid: string, webhook: Webhook): Promise<void> {
    const { signal } = stop;
    busy.add(sid);
    const outcome = await send(webhook, signal).then(
      (status) => ({ status }),
      (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
    );
    if (signal.aborted) return;
    record(webhook, outcome);
    busy.delete(sid);
    startNext();
  }

  return {
    settled: () => new Promise((resolve) => (busy.size === 0 ? resolve() : void waiters.push(resolve))),
    add(sid, webhook) {
      if (waiting.length >= MAX_WAITING) {
        record(webhook, { error: `Not sent: ${MAX_WAITING} webhooks are waiting.` });
        return;
      }
      waiting.push({ sid, webhook });
      if (!busy.has(sid)) startNext();
    },
    cancel() {
      stop.abort();
      stop = new AbortController();
      [waiting, busy] = [[], new Set()];
      startNext();
    },
  };
}
