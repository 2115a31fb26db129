import type { ResultSet, Statement } from '../engine/engine.js';
import { notSupported } from '../errors.js';
import { readSystem, systemStatement } from '../system/read-system.js';
import { systemPartOf } from '../system/system-part.js';
import { plan, rowsOf } from '../execution/execution.js';
import { publicPlan, publicPlanText } from './public-plan.js';
import { describeTables } from './describe-tables.js';
import { describeWrite } from './describe-write.js';
import { afterParentheses, innerStatement } from '../statement/inner-statement.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { writeOf } from '../writes/write-commands.js';
import type { Command, CommandContext, Outcome } from './command.js';
import { isOn, type Option, readOptions } from './options.js';
import { executePlanned, startRead } from './read.js';
import { computedColumn } from '../execution/result-columns.js';
import { reportPlan, reportReads } from './table-reports.js';

type Options = ReadonlyMap<string, string | undefined>;

const JSON_OID = 114;
const TEXT_OID = 25;
/** The options of PostgreSQL that are passed on. */
const PASSED = ['analyze', 'verbose', 'costs', 'buffers', 'timing', 'summary', 'settings'];

/** EXPLAIN of a query: how its tables would be read, or with ANALYZE were, and then PostgreSQL's own plan. */
export const explain: Command = {
  changes: 'nothing',
  async describe(statement, context) {
    const { parameterTypes } = await describeQuery(statement, context);
    return { parameterTypes, columns: [columnFor(formatOf(optionsOf(statement)))] };
  },
  async run(statement, context) {
    const options = optionsOf(statement);
    const format = formatOf(options);
    const isAnalyzed = isOn(options, 'analyze');
    const query = queryOf(statement);
    const write = writeOf(query.node);
    if (write) {
      if (isAnalyzed)
        throw notSupported('EXPLAIN ANALYZE is not supported for a write, because it would carry it out.');
      const plan = await write.explain(query, context);
      return outcomeOf(format, format === 'json' ? [JSON.stringify([plan], undefined, 2)] : describeWrite(plan));
    }
    const systemPart = systemPartOf(query.node);
    if (systemPart !== undefined) return explainSystem(query, systemPart, { options, context });
    const execution = await startRead(query, context);
    const planned = await plan(execution);
    const reads = isAnalyzed ? (await executePlanned(execution, planned)).reads : undefined;
    const reports = reads && reportReads(execution, reads);
    const tables = reports ?? reportPlan(execution, planned);
    const { engine, statement: sql, signal, references, budget } = execution;
    const { rows } = await engine.run(explained(sql, options), reads ? rowsOf(reads) : new Map(), signal);
    const lines = linesOf(rows);
    const printed =
      format === 'json'
        ? [JSON.stringify([{ Twilio: tables, ...publicPlan(lines.join('\n'), references) }], undefined, 2)]
        : [...describeTables(tables), '', 'PostgreSQL', ...publicPlanText(lines, references)];
    return {
      ...outcomeOf(format, printed),
      requests: budget.spent,
      ...(reports && { tables: reports }),
    };
  },
};

/** EXPLAIN of a statement over system catalogs, which needs nothing of the source: PostgreSQL's own plan. */
async function explainSystem(
  query: ParsedStatement,
  part: string,
  { options, context }: { readonly options: Options; readonly context: CommandContext },
): Promise<Outcome> {
  const { environment, signal } = context;
  const { rows } = await environment.engine.run(
    explained(systemStatement(query, part, context), options),
    new Map(),
    signal,
  );
  return outcomeOf(formatOf(options), linesOf(rows));
}

/** The statement that explains another. */
const explained = (statement: Statement, options: Options): Statement => ({
  ...statement,
  sql: `explain (${[...passed(options), `format ${formatOf(options)}`].join(', ')}) ${statement.sql}`,
});

const linesOf = (rows: ResultSet['rows']): readonly string[] => rows.map(([line]) => line ?? '');

const outcomeOf = (format: 'text' | 'json', lines: readonly string[]): Outcome => ({
  tag: 'EXPLAIN',
  columns: [columnFor(format)],
  rows: lines.map((line) => [line]),
});

async function describeQuery(statement: ParsedStatement, context: CommandContext) {
  const query = queryOf(statement);
  const write = writeOf(query.node);
  if (write) return write.describe(query, context);
  const systemPart = systemPartOf(query.node);
  if (systemPart !== undefined) return readSystem(systemPart).describe(query, context);
  const { engine, statement: sql, signal } = await startRead(query, context);
  return engine.describe(sql, signal);
}

function queryOf({ sql, node }: ParsedStatement): ParsedStatement {
  const hasOptions = optionsOf({ node }).size > 0;
  const query = innerStatement(sql, (words) => {
    if (hasOptions && words[1] === '(') return afterParentheses(words, 1);
    return words.findIndex((word, index) => index > 0 && !['analyze', 'analyse', 'verbose'].includes(word));
  });
  if (!query.node.SelectStmt && !writeOf(query.node))
    throw notSupported('EXPLAIN is supported for queries and writes.');
  return query;
}

function optionsOf({ node }: Pick<ParsedStatement, 'node'>): Options {
  return readOptions((node as { readonly ExplainStmt: { readonly options?: readonly Option[] } }).ExplainStmt.options);
}

function formatOf(options: Options): 'text' | 'json' {
  const format = (options.get('format') ?? 'text').toLowerCase();
  if (format === 'text' || format === 'json') return format;
  throw notSupported(`EXPLAIN prints TEXT or JSON, not ${format.toUpperCase()}.`);
}

function passed(options: Options): readonly string[] {
  const unknown = [...options.keys()].find((name) => name !== 'format' && !PASSED.includes(name));
  if (unknown !== undefined) throw notSupported(`EXPLAIN has no option ${unknown} here.`);
  return PASSED.filter((name) => options.has(name)).map((name) => `${name} ${isOn(options, name) ? 'on' : 'off'}`);
}

const columnFor = (format: 'text' | 'json') => computedColumn('QUERY PLAN', format === 'json' ? JSON_OID : TEXT_OID);
