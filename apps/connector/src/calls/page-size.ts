/** The maximum number of items in one answer: Google's limit for v2. */
export const MAX_ITEMS_PER_ANSWER = 200;
