import type { Webhook } from '../model/webhook.js';

/** A webhook that the simulator sent, or tried to send. */
export interface WebhookDelivery extends Pick<Webhook, 'method' | 'url' | 'parameters'> {
  /** The status of the response. */
  readonly status?: number;
  /** The reason for a missing response. */
  readonly error?: string;
}

/** How a delivery ended. */
export type Outcome = Pick<WebhookDelivery, 'status' | 'error'>;

/** The webhooks sent so far. */
export interface DeliveryRecord {
  /** The number of webhooks recorded, including those no longer kept. */
  readonly count: number;
  /** The last 1000 webhooks recorded, newest last. */
  list(): readonly WebhookDelivery[];
  add(webhook: Webhook, outcome: Outcome): void;
  clear(): void;
}

const MAX_KEPT = 1000;

/** Creates an empty record that keeps the last 1000 webhooks. */
export function createDeliveryRecord(): DeliveryRecord {
  let kept: WebhookDelivery[] = [];
  let count = 0;
  return {
    get count() {
      return count;
    },
    list: () => [...kept],
    add({ method, url, parameters }, outcome) {
      count += 1;
      kept.push({ method, url, parameters, ...outcome });
      if (kept.length > MAX_KEPT) kept.shift();
    },
    clear() {
      kept = [];
      count = 0;
    },
  };
}
