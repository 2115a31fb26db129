import type { Clock } from '../model/clock.js';
import type { Webhook } from '../model/webhook.js';
import { createAlarm, type Schedule } from './alarm.js';

/** The webhooks to be sent, by the simulated clock. */
export interface Agenda {
  /** Plans the webhooks of an entity, in place of those planned for it before. Those already due are sent now. */
  plan(sid: string, webhooks: readonly Webhook[]): void;
  /** Sends what is due. */
  run(): void;
  clear(): void;
}

const MAX_PLANNED = 10_000;

/** What an agenda does with webhooks. */
interface Handling {
  readonly now: Clock;
  readonly send: (sid: string, webhook: Webhook) => void;
  /** Takes the webhooks that cannot be planned, because too many are. */
  readonly refuse: (webhook: Webhook, reason: string) => void;
}

/** Creates an empty agenda, which sends each webhook once, when the clock reaches its time. */
export function createAgenda({ now, send, refuse }: Handling, schedule?: Schedule): Agenda {
  const planned = new Map<string, readonly Webhook[]>();
  const sent = new Set<string>();
  let nextAt = Number.POSITIVE_INFINITY;
  const alarm = createAlarm({ now, ring: run }, schedule);

  function keep(sid: string, webhooks: readonly Webhook[]): void {
    if (webhooks.length > 0) planned.set(sid, webhooks);
    else planned.delete(sid);
    for (const { at } of webhooks) nextAt = Math.min(nextAt, at);
  }

  function run(): void {
    const time = now();
    if (time < nextAt) return;
    nextAt = Number.POSITIVE_INFINITY;
    const due: { readonly sid: string; readonly webhook: Webhook }[] = [];
    for (const [sid, webhooks] of planned) {
      for (const webhook of webhooks) if (webhook.at <= time) due.push({ sid, webhook });
      keep(
        sid,
        webhooks.filter(({ at }) => at > time),
      );
    }
    for (const { sid, webhook } of due.toSorted((a, b) => a.webhook.at - b.webhook.at)) {
      sent.add(`${sid} ${webhook.event}`);
      send(sid, webhook);
    }
    alarm.set(nextAt);
  }

  return {
    plan(sid, webhooks) {
      run();
      const unsent = webhooks.filter(({ event }) => !sent.has(`${sid} ${event}`));
      if (unsent.length === 0 && !planned.has(sid)) return;
      if (planned.size >= MAX_PLANNED && !planned.has(sid)) {
        for (const webhook of unsent) refuse(webhook, `Not sent: the webhooks of ${MAX_PLANNED} entities are planned.`);
        return;
      }
      keep(sid, unsent);
      run();
      alarm.set(nextAt);
    },
    run,
    clear() {
      planned.clear();
      sent.clear();
      nextAt = Number.POSITIVE_INFINITY;
      alarm.set(nextAt);
    },
  };
}
