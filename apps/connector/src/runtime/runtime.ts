import type { Connection } from '@twilio-connector/connection';
import type { ActionCatalog, Actions, Catalog as EntityCatalog, Entities } from '@twilio-connector/entities';
import type { SchedulerStats } from '@twilio-connector/scheduler';

/** A connection's entity types and actions, without its secrets. Methods that describe a connection use it. */
export interface Catalog {
  readonly connection: Connection;
  readonly entities: Pick<Entities<EntityCatalog>, 'catalog'>;
  readonly actions: Pick<Actions<ActionCatalog>, 'catalog' | 'find'>;
}

/** A connection that can send requests to Twilio. Created by `compose`. */
export interface Runtime extends Catalog {
  readonly entities: Entities<EntityCatalog>;
  readonly actions: Actions<ActionCatalog>;
  /** Checks whether Twilio is reachable and accepts the credentials. */
  checkStatus(onAttempt?: () => void): Promise<ConnectionCheck>;
  /** The counters of the scheduler since it started. */
  queueStats(): SchedulerStats;
  /** Drains queued work, then closes the connections to Twilio. */
  close(): Promise<void>;
}

/** The result of `checkStatus`, in Google's terms; `description` names the problem and the remedy. */
export interface ConnectionCheck {
  readonly state: 'ACTIVE' | 'AUTH_ERROR' | 'ERROR';
  readonly description?: string;
}
