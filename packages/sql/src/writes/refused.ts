import type { Command } from '../commands/command.js';
import { SqlError } from '../errors.js';

const refused = (message: string, hint: string): Command => {
  const refuse = async (): Promise<never> => {
    throw new SqlError('0A000', message, { hint });
  };
  return { changes: 'data', describe: refuse, run: refuse };
};

/** MERGE */
export const merge = refused(
  'MERGE is not supported.',
  'Write an INSERT, an UPDATE or a DELETE of its own for each of its cases.',
);

/** TRUNCATE */
export const truncate = refused(
  'TRUNCATE is not supported, because it would delete every row, one request each.',
  'Delete the rows by a condition: DELETE FROM t WHERE ….',
);
