import type { Result, RunOptions, Session, Statement } from '@twilio-connector/postgres-wire';
import type { Hold, Outcome, QueryOptions, Session as SqlSession, StatementText } from '@twilio-connector/sql';
import type { CallMemory } from '../calls/memory-budget.js';
import { openDatabase, statementPorts } from '../queries/open-database.js';
import type { ClientCalls } from './client-calls.js';
import { afterWrites } from './problem.js';
import { toColumn } from './wire-column.js';

/** The session of a client: each of its statements is a call. */
export function createClientSession(session: SqlSession, calls: ClientCalls, hold: Hold): Session {
  /** How many statements wrote of those that the client sent together. */
  let writes = 0;
  const within = {
    session,
    calls,
    onWrite() {
      writes += 1;
    },
    /** An error of the core, such as a missing permission, fails the transaction, too. */
    async failing<T>(work: Promise<T>): Promise<T> {
      try {
        return await work;
      } catch (error) {
        session.fail();
        throw writes > 0 ? afterWrites(error, writes) : error;
      }
    },
  };
  return {
    hold,
    async prepare(sql, parameterTypes) {
      const { readStatements } = await import('@twilio-connector/sql');
      const statements = await within.failing(readStatements(sql));
      return statements.map((statement) => toStatement(statement, { ...within, parameterTypes }));
    },
    describeCursor: (name) => (session.cursors.has(name) ? session.cursors.columnsOf(name).map(toColumn) : undefined),
    get status() {
      return session.status;
    },
    get parameters() {
      return session.parameters;
    },
    endBatch() {
      writes = 0;
    },
    close: () => session.cursors.closeAll(),
  };
}

/** What the parse tree of a statement takes for each character. */
const BYTES_OF_TREE = 20;

interface Within {
  readonly session: SqlSession;
  readonly calls: ClientCalls;
  readonly onWrite: () => void;
  readonly failing: <T>(work: Promise<T>) => Promise<T>;
  readonly parameterTypes: readonly number[];
}

function toStatement(statement: StatementText, within: Within): Statement {
  const { session, calls, onWrite, failing, parameterTypes } = within;
  const options = (notice?: QueryOptions['notice']) => ({ session, parameterTypes, ...(notice && { notice }) });
  return {
    isWrite: statement.changes !== 'nothing',
    bytes: statement.sql.length * BYTES_OF_TREE,
    async describe(signal) {
      const described = calls.run({
        method: 'sql.statements.describe',
        on: 'runtime',
        signal,
        work: async (runtime, context) =>
          (await openDatabase(runtime)).describe(statement, { ...options(), signal: context.signal }),
      });
      const { answer, memory } = await failing(described);
      memory.release();
      return { parameterTypes: answer.parameterTypes, columns: answer.columns?.map(toColumn) };
    },
    async run({ parameters, binary, signal, notice }) {
      const ran = calls.run({
        method: 'sql.statements.run',
        on: 'runtime',
        signal,
        work: async (runtime, context) =>
          (await openDatabase(runtime)).run(statement, {
            ...options(noticesTo(notice)),
            parameters,
            binary,
            ...statementPorts(runtime, statement.sql, context),
          }),
      });
      const { answer, memory } = await failing(ran);
      const isWrite = statement.changes === 'data';
      if (isWrite) onWrite();
      return toResult(answer, memory, isWrite);
    },
  };
}

const noticesTo =
  (notice: RunOptions['notice']): NonNullable<QueryOptions['notice']> =>
  ({ severity, ...problem }) =>
    notice(problem, severity);

/**
 * The rows stay reserved until the client has them. Those that were not read from Twilio are reserved only now. A write that was
 * carried out is never refused.
 */
function toResult({ tag, columns, rows, copy, deallocates }: Outcome, memory: CallMemory, isWrite: boolean): Result {
  if (rows && memory.bytes === 0 && !isWrite) memory.reserve({ held: bytesOf(rows), expected: 0 });
  return {
    tag,
    columns: columns?.map(toColumn),
    ...(rows && { rows }),
    ...(copy && { copy }),
    deallocates,
    close: () => memory.release(),
  };
}

const bytesOf = (rows: NonNullable<Outcome['rows']>): number =>
  rows.reduce((sum, row) => sum + row.reduce((length, value) => length + (value?.length ?? 0), 0), 0);
