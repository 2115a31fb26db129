import { notSupported, SqlError } from '../errors.js';
import type { CommandContext, Outcome } from './command.js';
import { sessionCommand } from './session-command.js';
import { setModes, type TransactionMode } from './set.js';

interface TransactionTree {
  readonly kind: string;
  readonly options?: readonly TransactionMode[];
  readonly savepoint_name?: string;
  readonly chain?: boolean;
}

type Run = (tree: TransactionTree, context: CommandContext) => Outcome;

/** BEGIN, COMMIT, ROLLBACK and savepoints, by their kind. */
const RUNS: Readonly<Record<string, Run>> = {
  TRANS_STMT_BEGIN: begin('BEGIN'),
  TRANS_STMT_START: begin('START TRANSACTION'),
  TRANS_STMT_COMMIT: end(true),
  TRANS_STMT_ROLLBACK: end(false),
  TRANS_STMT_SAVEPOINT: onSavepoint('SAVEPOINT', ({ transaction }, name) => transaction.savepoint(name)),
  TRANS_STMT_RELEASE: onSavepoint('RELEASE', ({ transaction }, name) => transaction.release(name)),
  TRANS_STMT_ROLLBACK_TO: onSavepoint('ROLLBACK', ({ transaction }, name) => transaction.rollbackTo(name)),
};

/** The statements that a failed transaction still takes. */
const ENDS = new Set(['TRANS_STMT_COMMIT', 'TRANS_STMT_ROLLBACK', 'TRANS_STMT_ROLLBACK_TO']);

export const endsFailure = (kind: string | undefined): boolean => ENDS.has(kind ?? '');

/** Transactions, in which only reads may run. */
export const transaction = sessionCommand<TransactionTree>('TransactionStmt', (tree, context) => {
  const run = RUNS[tree.kind];
  if (!run) throw notSupported('Two-phase commit is not supported.');
  return run(tree, context);
});

function begin(tag: string): Run {
  return ({ options = [] }, context) => {
    const { session, environment, notice } = context;
    if (session.status === 'idle') {
      session.transaction.begin(environment.now());
      setModes(options, 'TRANSACTION', context);
    } else {
      const message = 'there is already a transaction in progress';
      notice?.({ severity: 'WARNING', sqlState: '25001', message });
    }
    return { tag };
  };
}

function end(isCommit: boolean): Run {
  return ({ chain = false }, { session, environment, notice }) => {
    const { transaction: current, cursors, status } = session;
    if (status === 'idle') {
      if (chain) throw noTransaction(isCommit ? 'COMMIT AND CHAIN' : 'ROLLBACK AND CHAIN');
      notice?.({ severity: 'WARNING', sqlState: '25P01', message: 'there is no transaction in progress' });
      return { tag: isCommit ? 'COMMIT' : 'ROLLBACK' };
    }
    const isCommitted = current.end(isCommit);
    cursors.endTransaction();
    if (chain) current.begin(environment.now());
    return { tag: isCommitted ? 'COMMIT' : 'ROLLBACK' };
  };
}

function onSavepoint(tag: string, work: (session: CommandContext['session'], name: string) => void): Run {
  return ({ savepoint_name: name = '' }, { session }) => {
    if (session.status === 'idle') throw noTransaction(tag === 'ROLLBACK' ? 'ROLLBACK TO SAVEPOINT' : tag);
    work(session, name);
    return { tag };
  };
}

const noTransaction = (command: string): SqlError =>
  new SqlError('25P01', `${command} can only be used in transaction blocks`);
