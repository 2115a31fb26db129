import type { CommandContext } from '../commands/command.js';
import { type Node, walk } from '../syntax/nodes.js';
import { parsePart, type ParsedStatement } from '../syntax/parse.js';
import { turnToRead } from '../syntax/turns.js';

/** The OID of the type `text`. */
const TEXT = 25;

/** Parses a query that is a part of a statement. @throws SqlError */
export async function toPart(sql: string): Promise<ParsedStatement> {
  await turnToRead(sql);
  return { sql, node: parsePart(sql) };
}

/** The context of a part of a statement. A parameter that only the rest of it uses has no type here, so it counts as text. */
export function contextOfPart(part: ParsedStatement, whole: ParsedStatement, context: CommandContext): CommandContext {
  const { parameters, parameterTypes = [] } = context;
  const used = parametersOf(part);
  const count = Math.max(parameters.length, ...parametersOf(whole));
  const types = Array.from({ length: count }, (_, index) =>
    used.has(index + 1) ? (parameterTypes[index] ?? 0) : TEXT,
  );
  // All rows are written, however few are to be returned.
  return { ...context, parameterTypes: types, maxRows: undefined };
}

/** The numbers of the parameters that a statement uses. */
export function parametersOf({ node }: ParsedStatement): ReadonlySet<number> {
  const numbers = new Set<number>();
  walk(node, ({ ParamRef: parameter }) => {
    if (parameter) numbers.add((parameter as NonNullable<Node['ParamRef']>).number);
  });
  return numbers;
}
