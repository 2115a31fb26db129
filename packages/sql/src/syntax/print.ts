import { libraries } from './libraries.js';
import type { Node } from './nodes.js';
import { parseExpression } from './parse.js';

/** Writes an expression as SQL. Returns undefined unless the text means exactly the same. */
export function printExpression(node: Node): string | undefined {
  const { deparseSync } = libraries();
  try {
    const text = deparseSync(node as Parameters<typeof deparseSync>[0]);
    const parsed = parseExpression(text);
    return parsed && withoutPlaces(parsed) === withoutPlaces(node) ? text : undefined;
  } catch {
    return undefined;
  }
}

const withoutPlaces = (node: Node): string =>
  JSON.stringify(node, (key, value: unknown) => (key === 'location' ? undefined : value));
