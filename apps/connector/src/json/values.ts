/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The members of a value that may be a JSON object; none of any other value. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

/** The items of a value that may be a list; none of any other value. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The maximum number of nested lists and objects in JSON from callers, as in Google's APIs. */
export const MAX_JSON_LEVELS = 100;

/**
 * Whether a JSON text has more levels of nested lists and objects than allowed. Reads the text before it is parsed, because
 * code that walks through a deep value would overflow the stack. Text that is not JSON is the parser's to refuse.
 */
export function isNestedTooDeep(json: string): boolean {
  let levels = 0;
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at];
    if (character === '"') at = endOfText(json, at);
    else if (character === '[' || character === '{') levels += 1;
    else if (character === ']' || character === '}') levels -= 1;
    if (levels > MAX_JSON_LEVELS) return true;
  }
  return false;
}

/** The position of the quotation mark that ends the text which begins at a position. */
function endOfText(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at;
}
