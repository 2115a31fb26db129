import { count } from '../format/words.ts';
import { planToLines } from './plan-lines.ts';
import type { Plan, WritePlan } from './sql-calls.ts';
import styles from './sql.module.css';
import { TableReads } from './table-reads.tsx';

/** `about 3 requests`, or `at least 1 request` if a part depends on what is read. */
function expected({ tables, write }: Plan): string {
  const known = tables.reduce((sum, { expectedRequests = 0 }) => sum + expectedRequests, write?.rows ?? 0);
  const isOpen = tables.some(({ expectedRequests }) => expectedRequests === undefined);
  return `${isOpen || (write && write.rows === undefined) ? 'at least' : 'about'} ${count(known, 'request')} to Twilio`;
}

/** `INSERT messages writes 2 rows, one request for each.` */
function Write({ plan: { intent, columns, rows } }: { readonly plan: WritePlan }) {
  const { operation, table, procedure } = intent;
  const found = rows === undefined ? 'each row that is found' : count(rows, 'row');
  return (
    <>
      <p>
        <code>
          {operation} {procedure ?? table}
        </code>{' '}
        {operation === 'CALL' ? 'is one request.' : `writes ${found}, one request for each.`}
      </p>
      {columns.length > 0 && (
        <p>
          {operation === 'CALL' ? 'Parameters' : 'Columns'}: <code>{columns.join(', ')}</code>
        </p>
      )}
    </>
  );
}

/** What a statement will cost, before it is run. Asking costs nothing. */
export function PlanPanel({ plan }: { readonly plan: Plan }) {
  const lines = planToLines(plan.tree);
  return (
    <section className={styles.plan} aria-label="Plan">
      <p role="status">
        <strong>Plan:</strong> {expected(plan)}. Nothing has been run.
      </p>
      {plan.write && <Write plan={plan.write} />}
      {(!plan.write || plan.tables.length > 0) && <TableReads tables={plan.tables} isDone={false} />}
      {lines.length > 0 && (
        <details>
          <summary>PostgreSQL’s plan</summary>
          <pre tabIndex={0} aria-label="PostgreSQL’s plan">
            {lines.join('\n')}
          </pre>
        </details>
      )}
    </section>
  );
}
