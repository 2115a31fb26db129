/** The most entities, or other items, that one answer holds: Google's limit for v2. */
export const MAX_ITEMS_PER_ANSWER = 200;
