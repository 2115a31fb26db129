/** What an expression can be in. Commas inside of them do not divide the list that they are in. */
export const OPENING: ReadonlySet<string> = new Set(['(', '[']);
export const CLOSING: ReadonlySet<string> = new Set([')', ']']);
