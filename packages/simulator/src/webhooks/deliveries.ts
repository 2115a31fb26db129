import type { Webhook } from '../model/webhook.js';
import type { Send } from './post.js';

/** A webhook that the simulator sent, or tried to send. */
export interface WebhookDelivery extends Pick<Webhook, 'method' | 'url' | 'parameters'> {
  /** The status of the response. */
  readonly status?: number;
  /** Why there is no response. */
  readonly error?: string;
}

/** The queue of what is sent, and the record of what was sent. */
export interface Deliveries {
  /** The number of webhooks recorded, including those no longer kept. */
  readonly count: number;
  /** The last 1000 webhooks recorded, newest last. */
  list(): readonly WebhookDelivery[];
  /** Sends a webhook after those of the same entity, and never throws. */
  add(sid: string, webhook: Webhook): void;
  /** Records a webhook that is not sent. */
  refuse(webhook: Webhook, reason: string): void;
  /** Resolves when nothing is waiting or being sent. */
  settled(): Promise<void>;
  /** Abandons what is waiting or being sent. */
  cancel(): void;
  /** Empties the record. */
  forget(): void;
}

const MAX_KEPT = 1000;
const MAX_WAITING = 10_000;
const MAX_CONCURRENT = 10;

/** Creates an empty queue of deliveries with a record of what was sent. */
export function createDeliveries(send: Send): Deliveries {
  let kept: WebhookDelivery[] = [];
  let count = 0;
  let waiting: { readonly sid: string; readonly webhook: Webhook }[] = [];
  let stop = new AbortController();
  /** The entities whose webhooks are being sent. */
  let busy = new Set<string>();
  let waiters: (() => void)[] = [];

  function record({ method, url, parameters }: Webhook, outcome: Pick<WebhookDelivery, 'status' | 'error'>): void {
    count += 1;
    kept.push({ method, url, parameters, ...outcome });
    if (kept.length > MAX_KEPT) kept.shift();
  }

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
    get count() {
      return count;
    },
    list: () => [...kept],
    settled: () => new Promise((resolve) => (busy.size === 0 ? resolve() : void waiters.push(resolve))),
    add(sid, webhook) {
      if (waiting.length >= MAX_WAITING) {
        record(webhook, { error: `Not sent: ${MAX_WAITING} webhooks are waiting.` });
        return;
      }
      waiting.push({ sid, webhook });
      if (!busy.has(sid)) startNext();
    },
    refuse: (webhook, error) => record(webhook, { error }),
    cancel() {
      stop.abort();
      stop = new AbortController();
      [waiting, busy] = [[], new Set()];
      startNext();
    },
    forget() {
      [kept, count] = [[], 0];
    },
  };
}
