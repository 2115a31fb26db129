import { count } from '../format/words.ts';
import { planToLines } from './plan-lines.ts';
import type { Plan } from './sql-calls.ts';
import styles from './sql.module.css';
import { TableReads } from './table-reads.tsx';

/** `about 3 requests`, or `at least 1 request` if a part depends on what other tables contain. */
function expected({ tables }: Plan): string {
  const known = tables.reduce((sum, { expectedRequests = 0 }) => sum + expectedRequests, 0);
  const isOpen = tables.some(({ expectedRequests }) => expectedRequests === undefined);
  return `${isOpen ? 'at least' : 'about'} ${count(known, 'request')} to Twilio`;
}

/** What a statement will cost, before it is run. Asking costs nothing. */
export function PlanPanel({ plan }: { readonly plan: Plan }) {
  const lines = planToLines(plan.tree);
  return (
    <section className={styles.plan} aria-label="Plan">
      <p role="status">
        <strong>Plan:</strong> {expected(plan)}. Nothing has been run.
      </p>
      <TableReads tables={plan.tables} isDone={false} />
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
