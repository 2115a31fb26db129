import type { EntityType } from './entity-type.js';
import type { Entity } from './infer.js';
import type { CompletedPart } from './query.js';
import type { CallOptions, TwilioRequest } from './request.js';

/** What a call cost and how its condition was applied. */
export interface CallMetadata {
  /** HTTP requests to Twilio, retries included. */
  readonly requests: number;
  /** The comparisons that Twilio applied. */
  readonly pushed: readonly string[];
  /** The comparisons that were applied after the read. */
  readonly residual: readonly string[];
  readonly warnings: readonly string[];
}

/** The result of a GET, CREATE or UPDATE. */
export interface EntityResult<E extends EntityType> {
  readonly entity: Entity<E>;
  readonly metadata: CallMetadata;
}

/** The result of a DELETE. */
export interface DeleteResult {
  readonly metadata: CallMetadata;
}

/** A page of entities. It may be short while a token follows. */
export interface ListResult<E extends EntityType> {
  readonly entities: readonly Entity<E>[];
  readonly nextPageToken?: string;
  readonly metadata: CallMetadata;
}

/** All entities of a query, one by one as they are read; `metadata` is the cost so far. */
export interface Rows<E extends EntityType> extends AsyncIterable<Entity<E>> {
  readonly metadata: CallMetadata;
}

/** Entities of a scan, as they come. */
export interface PageOfRows<E extends EntityType> {
  readonly rows: readonly Entity<E>[];
  /** The number of the part that they belong to. The pages of a part do not follow each other: parts are read side by side. */
  readonly part: number;
  /** The part, if this page completes it. Absent if a later scan could not leave it out, as with `limit` or `allowParentScan`. */
  readonly completed?: CompletedPart;
  /** An estimate of the number of entities that follow; absent while the scan has not seen how far the list reaches. */
  readonly left?: number;
}

/** All entities of a query, page by page as they are read; `metadata` is the cost so far. */
export interface Pages<E extends EntityType> extends AsyncIterable<PageOfRows<E>> {
  readonly metadata: CallMetadata;
}

/** The number of entities of a query. */
export interface CountResult {
  readonly count: number;
  readonly metadata: CallMetadata;
}

/** The plan of a query. */
export interface Explanation {
  /** The first request of each read, in the order in which they are made. */
  readonly reads: readonly {
    readonly path: string;
    readonly query: Readonly<Record<string, string>>;
    readonly pushed: readonly string[];
  }[];
  /** The comparisons that are applied after the read. */
  readonly residual: readonly string[];
  /** Requests to Twilio for the whole answer; `most` is absent when the length of Twilio's list is unknown. */
  readonly requests: { readonly least: number; readonly most?: number };
  /** The reasons, in sentences. */
  readonly why: readonly string[];
  /** A change of the condition that makes reading all rows faster, as a sentence. */
  readonly advice?: string;
}

/** The options of a bulk write. */
export interface BulkOptions extends CallOptions {
  /** The maximum number of requests to Twilio, reads and writes together; the rest is not reached. Default: no limit. */
  readonly maxRequests?: number;
  /** Called with the progress after each entity. */
  readonly onProgress?: (report: BulkReport) => void;
}

/**
 * The outcome of a bulk write: `done + failed.length + notReached` equals `found`. Repeat the call to resume: deleted
 * entities are not found again, and entities that already have an update's values count as done.
 */
export interface BulkReport {
  readonly found: number;
  readonly done: number;
  readonly failed: readonly { readonly key: string; readonly error: Error }[];
  readonly notReached: number;
  /** The reason why it ended before every entity was reached. */
  readonly stopped?: Error;
}

/** The outcome of a bulk write and its cost. */
export interface BulkResult extends BulkReport {
  readonly metadata: CallMetadata;
}

/** The plan of a bulk write. */
export interface BulkPlan {
  /** The plan of the query that finds the entities. */
  readonly finds: Explanation;
  /** The request that would be sent for each entity; its path has a placeholder for the key. */
  readonly request: TwilioRequest;
}
