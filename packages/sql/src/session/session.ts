import { Cursors, type Hold } from './cursors.js';
import { checkValue, findChangeable, Settings } from './settings.js';
import { Transaction, type TransactionStatus } from './transaction.js';

/** What the statements of one client share: its settings, its transaction and its cursors. */
export interface Session {
  readonly settings: Settings;
  readonly transaction: Transaction;
  readonly cursors: Cursors;
  readonly status: TransactionStatus;
  /** What clients are told about the session, such as `TimeZone`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Marks the transaction as failed, if there is one. */
  fail(): void;
}

/**
 * Creates a session.
 *
 * @param settings the settings that it starts with, to which RESET returns. Those that the engine checks are checked by the first
 *   statement that uses it.
 * @param hold sets memory aside for cursors; no limit by default
 * @throws SqlError if a client may not choose one of them, or its value is not valid
 */
export function createSession(
  settings: Readonly<Record<string, string>> = {},
  fixed: Readonly<Record<string, string>> = {},
  hold: Hold = () => () => {},
): Session {
  const chosen = Object.entries(settings).map(([name, value]) => {
    const setting = findChangeable(name);
    return [setting.name, checkValue(setting, value)] as const;
  });
  const own = new Settings({ ...Object.fromEntries(chosen), ...fixed });
  const transaction = new Transaction(own);
  return {
    settings: own,
    transaction,
    cursors: new Cursors(hold),
    get status() {
      return transaction.status;
    },
    get parameters() {
      return own.reported();
    },
    fail: () => transaction.fail(),
  };
}
