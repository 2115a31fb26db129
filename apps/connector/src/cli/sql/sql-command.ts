import type { Command } from 'commander';
import { dataCommand } from '../data-source/data-command.js';
import { examples } from '../terminal/examples.js';
import { positive } from '../terminal/option-values.js';
import type { SqlFlags } from './run-sql.js';

/** Adds `sql`. What it needs is loaded when it runs. */
export function addSqlCommand(program: Command, process: NodeJS.Process): void {
  dataCommand(
    program,
    'sql [query]',
    "Answer a query in PostgreSQL's SQL. Entity types are tables: IncomingPhoneNumbers is incoming_phone_numbers, DateSent is date_sent; both names work.",
  )
    .summary("Answer a query in PostgreSQL's SQL.")
    .option('-f, --file <path>', 'read the query from a file; - for standard input')
    .option('--max-rows <number>', 'show only this many rows', positive)
    .option('--max-requests <number>', 'fail if the query needs more requests to Twilio (default: 1000)', positive)
    .option('--explain', 'show what is asked of Twilio, and the plan of PostgreSQL, instead of the rows')
    .addHelpText(
      'after',
      examples(
        'twilio-connector sql "select status, count(*) from messages group by status" --simulator',
        'twilio-connector sql "select * from calls where start_time > now() - interval \'1 day\'"',
        'twilio-connector sql --explain "select * from messages where status = \'failed\'" --simulator',
        'twilio-connector sql -f report.sql -o csv > report.csv',
      ),
    )
    .action(async (query: string | undefined, flags: SqlFlags) =>
      (await import('./run-sql.js')).runSql(query, flags, process),
    );
}
