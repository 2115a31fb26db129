import type { EntityType } from '../model/index.js';
import { maxPageSizeOf } from './page-size.js';

/**
 * How Twilio's list reads the bounds of a window: as times, or as days. Its documentation is ambiguous, so windows within a day
 * are used only after an answer has shown that they work. `whole days`: an upper bound includes all of its day.
 */
type ListBounds = 'unknown' | 'times' | 'days' | 'whole days';

/** What the answers to earlier requests have shown about Twilio's list of an entity type. */
export interface ListFacts {
  /** The page size to which requests were reduced, because Twilio failed to answer larger pages. */
  pageSize: number;
  bounds: ListBounds;
  /** Whether an upper bound includes the rows of its second. */
  includesBound: boolean;
  /** The number of windows within a day whose answers showed nothing. */
  undecided: number;
  /** Whether a list can go on behind its page token with a higher lower bound. */
  canNarrow: boolean;
  /** Whether the list is in the order of its window column, newest first, as the declaration says. */
  isInOrder: boolean;
}

/** Creates the facts of an entity type whose list was never read. */
export function createListFacts(entityType: EntityType): ListFacts {
  return {
    pageSize: maxPageSizeOf(entityType),
    bounds: 'unknown',
    includesBound: false,
    undecided: 0,
    canNarrow: true,
    isInOrder: true,
  };
}
