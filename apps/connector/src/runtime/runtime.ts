import type { Connection } from '@twilio-connector/connection';
import type { ActionCatalog, Actions, Catalog as EntityCatalog, Entities } from '@twilio-connector/entities';
import type { SchedulerStats } from '@twilio-connector/scheduler';

/** What a connection offers, without its secrets: what the methods that describe it call. */
export interface Catalog {
  readonly connection: Connection;
  readonly entities: Pick<Entities<EntityCatalog>, 'catalog'>;
  readonly actions: Pick<Actions<ActionCatalog>, 'catalog' | 'find'>;
}

/** A connection at work: what the REST surface calls. Made by `compose`. */
export interface Runtime extends Catalog {
  readonly entities: Entities<EntityCatalog>;
  readonly actions: Actions<ActionCatalog>;
  /** Whether Twilio can be reached and takes the credentials. */
  checkStatus(onAttempt?: () => void): Promise<ConnectionCheck>;
  /** What the limit of the nodes did since the start. */
  queueStats(): SchedulerStats;
  /** Lets queued work finish, then closes the connections to Twilio. */
  close(): Promise<void>;
}

/** The answer of `checkStatus`, in Google's words; `description` says what is wrong and what to do. */
export interface ConnectionCheck {
  readonly state: 'ACTIVE' | 'AUTH_ERROR' | 'ERROR';
  readonly description?: string;
}
