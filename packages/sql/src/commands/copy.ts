import { createCopyFormat } from './copy-format.js';
import { notSupported } from '../errors.js';
import { afterParentheses, innerStatement } from '../statement/inner-statement.js';
import { namesOf, type Node } from '../syntax/nodes.js';
import { type ParsedStatement, parseStatement } from '../syntax/parse.js';
import { quoted } from '../syntax/quote.js';
import type { Command } from './command.js';
import { type Option, readOptions } from './options.js';
import { query } from './query.js';

interface Copy {
  readonly relation?: { readonly schemaname?: string; readonly relname: string };
  readonly query?: Node;
  readonly attlist?: readonly Node[];
  readonly is_from?: boolean;
  readonly is_program?: boolean;
  readonly filename?: string;
  readonly options?: readonly Option[];
  readonly whereClause?: object;
}

/** COPY (query) TO STDOUT, and COPY table TO STDOUT. */
export const copy: Command = {
  changes: 'nothing',
  describe: async () => ({ parameterTypes: [], columns: undefined }),
  async run(statement, context) {
    const { CopyStmt: tree } = statement.node as { readonly CopyStmt: Copy };
    check(tree);
    const format = createCopyFormat(readOptions(tree.options));
    const {
      columns = [],
      rows = [],
      ...rest
    } = await query.run(queryOf(statement, tree), { ...context, binary: undefined });
    const names = columns.map(({ name }) => name);
    return { ...rest, tag: `COPY ${rows.length}`, copy: { columns: names.length, data: format(names, rows) } };
  },
};

function check({ is_from: isFrom, is_program: isProgram, filename, query }: Copy): void {
  if (isFrom) throw notSupported('COPY FROM is not supported. Use INSERT.');
  if (isProgram || filename !== undefined) {
    throw notSupported('COPY to a file or a program is not supported. Use COPY … TO STDOUT, or \\copy in psql.');
  }
  if (query && !query.SelectStmt) throw notSupported('COPY is supported for tables and queries only.');
}

function queryOf({ sql }: ParsedStatement, { relation, attlist }: Copy): ParsedStatement {
  if (!relation) {
    return innerStatement(
      sql,
      (words) => words.indexOf('(') + 1,
      (words) => afterParentheses(words, words.indexOf('(')) - 1,
    );
  }
  const names = attlist && namesOf(attlist).map((name) => quoted(name ?? ''));
  const schema = relation.schemaname === undefined ? '' : `${quoted(relation.schemaname)}.`;
  const text = `select ${names?.join(', ') ?? '*'} from ${schema}${quoted(relation.relname)}`;
  return { sql: text, node: parseStatement(text) };
}
