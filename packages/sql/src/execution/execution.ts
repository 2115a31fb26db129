import type { Scan } from '../catalog/scan.js';
import type { Engine, ResultSet, SlotRows, Statement } from '../engine/engine.js';
import { type Analysis, analyze, type PlannedScan } from '../plan/analyze.js';
import type { Limit } from '../statement/limit.js';
import type { PreparedReference } from '../statement/prepare.js';
import { turnToRead } from '../syntax/turns.js';
import type { Budget } from './budget.js';
import { Constants } from './constants.js';
import { readUntilFull } from './growing-reads.js';
import { InitPlans } from './init-plans.js';
import { type ReadContext, TableRead } from './table-read.js';
import { TableReads } from './table-reads.js';
import type { TableSizes } from './table-sizes.js';

/** A statement that is ready to run, and what it may use. */
export interface Execution extends Pick<ReadContext, 'onPage' | 'allowsParentScan'> {
  readonly engine: Engine;
  readonly scan: Scan;
  readonly sizes: TableSizes;
  readonly statement: Statement;
  /** The settings with which values are printed. */
  readonly resultSettings: Statement['settings'];
  /** The columns of the result that the client wants in binary form. */
  readonly binary?: Statement['binary'];
  readonly references: readonly PreparedReference[];
  readonly budget: Budget;
  readonly signal: AbortSignal;
  /** How many rows the result has at most; undefined without a LIMIT. */
  readonly limit: Limit | undefined;
}

/** A plan with the constants that its conditions compare with. */
export interface Planned {
  readonly analysis: Analysis;
  readonly constants: Constants;
}

/** Plans a statement. Sends no request. */
export async function plan({ engine, statement, references, signal }: Execution): Promise<Planned> {
  const explained = await engine.explain(statement, signal);
  await turnToRead(statement.sql);
  const analysis = analyze(explained, references);
  const constants = new Constants(engine, statement, signal);
  await constants.compute(analysis.scans.flatMap(({ tests }) => tests));
  return { analysis, constants };
}

/** Reads the rows that a planned statement needs, and runs it over them. */
export async function execute(
  execution: Execution,
  { analysis, constants }: Planned,
): Promise<{ readonly result: ResultSet; readonly reads: TableReads }> {
  const { engine, statement, resultSettings, binary, budget, signal, sizes, limit, scan, onPage, allowsParentScan } =
    execution;
  const { scans, growth } = analysis;
  const context: ReadContext = { scan, budget, signal, onPage, allowsParentScan, keyColumns: keyColumnsOf(scans) };
  const initPlans = new InitPlans(engine, statement, { constants, signal, scans });
  const reads = new TableReads(
    scans.map((planned) => new TableRead(planned, context)),
    { budget, constants, initPlans, sizes },
  );
  const run = (): Promise<ResultSet> =>
    engine.run({ ...statement, settings: resultSettings, binary }, rowsOf(reads), signal);
  try {
    if (limit?.rows === 0) return { result: await run(), reads };
    const result = growth && limit && (await readUntilFull(reads, { growth, limit, run }));
    if (result) return { result, reads };
    await reads.load([...reads.all.values()]);
    return { result: await run(), reads };
  } finally {
    for (const read of reads.all.values()) await read.stop();
  }
}

/** The columns of each slot by which others may be looked up. */
function keyColumnsOf(scans: readonly PlannedScan[]): ReadonlyMap<string, ReadonlySet<string>> {
  const columns = new Map<string, Set<string>>();
  for (const { source } of scans.flatMap(({ links }) => links)) {
    columns.set(source.slot, new Set([...(columns.get(source.slot) ?? []), source.column]));
  }
  return columns;
}

/** The rows that were read, by slot. */
export function rowsOf(reads: TableReads): ReadonlyMap<string, SlotRows> {
  return new Map([...reads.all].filter(([, { rows }]) => rows.length > 0).map(([slot, { rows }]) => [slot, rows]));
}
