import { SqlError } from '../errors.js';
import { sessionCommand } from './session-command.js';

/** DISCARD, with which pools of connections make a session as new. */
export const discard = sessionCommand<{ readonly target: string }>('DiscardStmt', ({ target }, { session }) => {
  const what = target.replace('DISCARD_', '');
  if (what === 'ALL') {
    if (session.status !== 'idle') {
      throw new SqlError('25001', 'DISCARD ALL cannot run inside a transaction block');
    }
    session.cursors.closeAll();
    session.settings.reset();
  }
  return { tag: `DISCARD ${what}`, ...(what === 'ALL' && { deallocates: 'all' }) };
});

/** DEALLOCATE: forgets statements that were prepared with the wire protocol. */
export const deallocate = sessionCommand<{ readonly name?: string; readonly isall?: boolean }>(
  'DeallocateStmt',
  ({ name = '', isall: isAll = false }) =>
    isAll ? { tag: 'DEALLOCATE ALL', deallocates: 'all' } : { tag: 'DEALLOCATE', deallocates: { name } },
);

/** UNLISTEN, which pools send. Nothing was listened to. */
export const unlisten = sessionCommand<object>('UnlistenStmt', () => ({ tag: 'UNLISTEN' }));
