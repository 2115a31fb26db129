import type { Clock } from '../model/clock.js';
import type { World } from '../model/resource.js';
import { createAgenda } from './agenda.js';
import { createDeliveries } from './deliveries.js';
import { createDeliveryRecord, type WebhookDelivery } from './delivery-record.js';
import { createDestinations } from './destinations.js';
import { createSend } from './post.js';

/** The webhooks of a simulator: the status callbacks of messages and calls, and inbound messages. */
export interface Webhooks {
  /** The number of webhooks sent since the start or the last `reset`, including those no longer kept. */
  readonly count: number;
  /** The last 1000 webhooks sent, newest last. */
  deliveries(): readonly WebhookDelivery[];
  /** Resolves when all webhooks that are due have been answered or have failed. */
  settled(): Promise<void>;
  /** Drops the webhooks that are planned or being sent. What was sent stays recorded. */
  cancel(): void;
}

/** The webhooks as the simulator drives them. */
export interface DrivenWebhooks extends Webhooks {
  readonly plan: World['plan'];
  /** Sends what is due. */
  run(): void;
  /** Drops everything, including the record. */
  clear(): void;
}

/**
 * Creates an agenda of webhooks and sends what it says.
 *
 * @throws SimulatorError INVALID_OPTION when `hosts` has something other than host names
 */
export function createWebhooks(
  options: { readonly authToken: string; readonly hosts: readonly string[] },
  now: Clock,
): DrivenWebhooks {
  const record = createDeliveryRecord();
  const send = createSend(options.authToken, createDestinations(options.hosts));
  const deliveries = createDeliveries(send, (webhook, outcome) => record.add(webhook, outcome));
  const agenda = createAgenda({
    now,
    send: (sid, webhook) => deliveries.add(sid, webhook),
    refuse: (webhook, reason) => record.add(webhook, { error: reason }),
  });
  const cancel = () => {
    agenda.clear();
    deliveries.cancel();
  };
  return {
    get count() {
      return record.count;
    },
    deliveries: () => record.list(),
    settled: () => deliveries.settled(),
    cancel,
    plan: (sid, webhooks) => agenda.plan(sid, webhooks),
    run: () => agenda.run(),
    clear() {
      cancel();
      record.clear();
    },
  };
}
