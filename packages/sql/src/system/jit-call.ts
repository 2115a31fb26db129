import { lastName, type Node, walk } from '../syntax/nodes.js';
import { type ParsedStatement, parseStatement } from '../syntax/parse.js';
import { StatementText } from '../writes/statement-text.js';

/**
 * Replaces `set_config('jit', value, …)` by the value, which is what it returns. asyncpg switches JIT off before it asks for types, and
 * there is none here. The function itself is not available.
 */
export function withoutJitCall(statement: ParsedStatement): ParsedStatement {
  let location: number | undefined;
  walk(statement.node, ({ FuncCall: call }) => {
    if (call && setsJit(call as Call)) location ??= (call as Call).location;
  });
  if (location === undefined) return statement;
  const text = new StatementText(statement.sql);
  const start = text.tokenAt(location);
  const inside = text.within(text.opening(start));
  const [, value] = text.split(inside);
  const before = text.textOf({ start: 0, end: start });
  const after = text.textOf({ start: inside.end + 1, end: text.end });
  const sql = `${before} cast(${value ? text.textOf(value) : 'null'} as text) ${after}`;
  return { sql, node: parseStatement(sql) };
}

type Call = NonNullable<Node['FuncCall']>;

const setsJit = ({ funcname, args = [] }: Call): boolean =>
  lastName(funcname) === 'set_config' && args.length === 3 && args[0]?.A_Const?.sval?.sval === 'jit';
