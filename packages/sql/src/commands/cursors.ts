import { notSupported, SqlError } from '../errors.js';
import { innerStatement } from '../statement/inner-statement.js';
import type { Command } from './command.js';
import { query } from './query.js';
import { sessionCommand } from './session-command.js';

interface DeclareCursor {
  readonly portalname: string;
  /** Bits: https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/nodes/parsenodes.h (CURSOR_OPT_*). */
  readonly options: number;
}

interface Fetch {
  readonly direction: string;
  readonly howMany: number;
  readonly portalname: string;
  readonly ismove?: boolean;
}

const HOLD = 0x20;
const BINARY = 0x01;

/** DECLARE … CURSOR FOR a query, which runs at once. */
export const declareCursor: Command = {
  changes: 'session',
  describe: async () => ({ parameterTypes: [], columns: undefined }),
  async run(statement, context) {
    const { portalname: name, options } = (statement.node as { readonly DeclareCursorStmt: DeclareCursor })
      .DeclareCursorStmt;
    const isHeld = (options & HOLD) !== 0;
    if (options & BINARY) throw notSupported('Binary cursors are not supported.');
    if (!isHeld && context.session.status === 'idle') {
      throw new SqlError('25P01', 'DECLARE CURSOR can only be used in transaction blocks', {
        hint: 'Begin a transaction, or declare the cursor WITH HOLD.',
      });
    }
    const inner = innerStatement(statement.sql, (tokens) => tokens.indexOf('for') + 1);
    const { columns = [], rows = [], ...rest } = await query.run(inner, { ...context, binary: undefined });
    context.session.cursors.open(name, { columns, rows, isHeld });
    return { ...rest, tag: 'DECLARE CURSOR' };
  },
};

/** FETCH and MOVE, forward only. */
export const fetchCursor = sessionCommand<Fetch>(
  'FetchStmt',
  ({ direction, howMany, portalname, ismove: isMove = false }, { session }) => {
    if (direction !== 'FETCH_FORWARD' || howMany < 0) {
      throw new SqlError('55000', 'cursor can only scan forward', { hint: 'Declare the cursor again to start over.' });
    }
    const { columns, rows } = session.cursors.fetch(portalname, howMany);
    return isMove ? { tag: `MOVE ${rows.length}` } : { tag: `FETCH ${rows.length}`, columns, rows };
  },
  ({ portalname, ismove: isMove }, { session }) => (isMove ? undefined : session.cursors.columnsOf(portalname)),
);

/** CLOSE one cursor, or all. */
export const closeCursor = sessionCommand<{ readonly portalname?: string }>(
  'ClosePortalStmt',
  ({ portalname: name }, { session: { cursors } }) => {
    if (name === undefined) cursors.closeAll();
    else cursors.close(name);
    return { tag: name === undefined ? 'CLOSE CURSOR ALL' : 'CLOSE CURSOR' };
  },
);
