import type { EntityType, PageOfRows, ScanOptions, Send } from '@twilio-connector/entities';
import { catalog, createEntities } from '@twilio-connector/entities';
import { createSimulator, type Simulator } from '@twilio-connector/simulator';

/** A message that exists. */
export interface Message {
  readonly sid: string;
  /** Milliseconds since 1970; null if it was not sent. */
  readonly sent: number | null;
  readonly status: string;
}

type TimeFilters = NonNullable<NonNullable<Parameters<typeof createSimulator>[0]>['timeFilters']>;

type Query = Pick<ScanOptions<EntityType>, 'conditions' | 'timeMs' | 'completed'>;

/** Messages with the columns that matter here. */
export const slimMessages: EntityType = {
  ...catalog.Messages,
  fields: {
    Sid: catalog.Messages.fields.Sid,
    DateSent: catalog.Messages.fields.DateSent,
    Status: catalog.Messages.fields.Status,
  },
};

/** A simulated Twilio whose messages the test replaces at will. */
export class MessageSource {
  readonly #simulator: Simulator;
  readonly #sample: Readonly<Record<string, unknown>>;
  readonly #entities;

  constructor(nowMs: number, timeFilters?: TimeFilters) {
    this.#simulator = createSimulator({ rows: 1, now: () => nowMs, ...(timeFilters && { timeFilters }) });
    this.#sample = this.#simulator.snapshot('Messages')[0] ?? {};
    this.#entities = createEntities({ send: toPort(this.#simulator), yieldToEventLoop: async () => {} });
  }

  /** Oldest first. */
  replace(messages: readonly Message[]): void {
    const rows = messages.map(({ sid, sent, status }) => ({ ...this.#sample, sid, status, date_sent: sent }));
    this.#simulator.seed('Messages', rows);
  }

  /** @param entityType messages, possibly in smaller pages */
  scan(query: Query, entityType = slimMessages): AsyncIterable<PageOfRows<EntityType>> {
    return this.#entities.scan(entityType, query);
  }
}

function toPort(simulator: Simulator): Send {
  const { accountSid, authToken } = simulator;
  const headers = { Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` };
  return async ({ method, path, query = {} }) => {
    const url = new URL(path.replace('{AccountSid}', accountSid), 'https://api.twilio.com');
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    const response = await simulator.fetch(new Request(url, { method, headers }));
    if (!response.ok) throw Object.assign(new Error(await response.text()), { status: response.status, attempts: 1 });
    const body = (await response.json()) as { readonly next_page_uri?: string };
    const next = body.next_page_uri && new URL(body.next_page_uri, url).searchParams;
    const nextPage = next ? { method, path, query: Object.fromEntries(next) } : undefined;
    return { status: response.status, body, attempts: 1, ...(nextPage && { nextPage }) };
  };
}
