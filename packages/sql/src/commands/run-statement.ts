import { SqlError } from '../errors.js';
import type { ParsedStatement } from '../syntax/parse.js';
import type { Command, CommandContext, Description, Outcome } from './command.js';
import { commandOf } from './commands.js';
import { endsFailure } from './transactions.js';

/** Runs a statement in its session. An error makes the transaction fail. @throws SqlError */
export const runStatement = (statement: ParsedStatement, context: CommandContext): Promise<Outcome> =>
  inSession(statement, context, (command) => command.run(statement, context));

/** Says what a statement would return. @throws SqlError */
export const describeStatement = (statement: ParsedStatement, context: CommandContext): Promise<Description> =>
  inSession(statement, context, (command) => command.describe(statement, context));

async function inSession<T>(
  statement: ParsedStatement,
  { session }: CommandContext,
  work: (command: Command) => Promise<T>,
): Promise<T> {
  try {
    const command = commandOf(statement.node);
    checkTransaction(command, statement, session);
    return await work(command);
  } catch (error) {
    session.fail();
    throw error;
  }
}

function checkTransaction(
  { changes }: Command,
  { node }: ParsedStatement,
  { status, settings }: CommandContext['session'],
): void {
  const { TransactionStmt: transaction } = node as { readonly TransactionStmt?: { readonly kind: string } };
  if (status === 'failed' && !endsFailure(transaction?.kind)) {
    throw new SqlError('25P02', 'current transaction is aborted, commands ignored until end of transaction block');
  }
  if (changes !== 'data') return;
  if (settings.get('default_transaction_read_only') === 'on') {
    throw new SqlError('25006', 'cannot write in a read-only session');
  }
  if (status !== 'idle') {
    throw new SqlError('0A000', 'A write cannot be part of a transaction, because it cannot be undone at Twilio.', {
      hint: 'End the transaction first. Clients that begin one by themselves have a setting for that, such as autocommit.',
    });
  }
}
