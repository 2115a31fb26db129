import type { Command } from 'commander';
import { DATA_IDEMPOTENCY_KEY, dataCommand } from '../data-source/data-command.js';
import { YES } from '../terminal/confirm.js';
import { examples } from '../terminal/examples.js';
import { positive } from '../terminal/option-values.js';
import type { SqlFlags } from './run-sql.js';

/** Adds `sql`. What it needs is loaded when it runs. */
export function addSqlCommand(program: Command, process: NodeJS.Process): void {
  dataCommand(
    program,
    'sql [query]',
    "Answer a query in PostgreSQL's SQL, or write with INSERT, UPDATE, DELETE and CALL. Entity types are tables: IncomingPhoneNumbers is incoming_phone_numbers, DateSent is date_sent; both names work.",
  )
    .summary("Answer a query in PostgreSQL's SQL, or write.")
    .option('-f, --file <path>', 'read the query from a file; - for standard input')
    .option('--max-rows <number>', 'show only this many rows', positive)
    .option('--max-requests <number>', 'fail if the query needs more requests to Twilio (default: 1000)', positive)
    .option('--explain', 'show what Twilio would be asked for and what would be written, and send nothing')
    .option('--bulk', 'let UPDATE and DELETE select rows by any column, and not only by their keys')
    .option(...YES)
    .option(...DATA_IDEMPOTENCY_KEY)
    .addHelpText(
      'after',
      examples(
        'twilio-connector sql "select status, count(*) from messages group by status" --simulator',
        'twilio-connector sql "select * from calls where start_time > now() - interval \'1 day\'"',
        'twilio-connector sql --explain "select * from messages where status = \'failed\'" --simulator',
        'twilio-connector sql -f report.sql -o csv > report.csv',
        `twilio-connector sql "delete from recordings where sid = 'RE2e915e78549694bd0a0742d2d39454e5'" --explain`,
      ),
    )
    .action(async (query: string | undefined, flags: SqlFlags) =>
      (await import('./run-sql.js')).runSql(query, flags, process),
    );
}
