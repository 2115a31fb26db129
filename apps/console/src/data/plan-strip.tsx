import type { CallMetadata, Explanation } from '@twilio-connector/entities';
import { count } from '../format/words.ts';
import styles from './plan-strip.module.css';

interface PlanStripProps {
  readonly plan: Explanation | undefined;
  /** What the pages so far cost. */
  readonly spent: Pick<CallMetadata, 'requests'> | undefined;
}

const uniquely = (texts: readonly string[]) => [...new Set(texts)];

function Terms({ title, terms }: { readonly title: string; readonly terms: readonly string[] }) {
  if (terms.length === 0) return null;
  return (
    <span>
      {title}{' '}
      {terms.map((term, index) => (
        <span key={term}>
          {index > 0 && ', '}
          <code>{term}</code>
        </span>
      ))}
    </span>
  );
}

/** Such as `at least 1 request`. */
export function expectedRequests({ requests: { least, most } }: Pick<Explanation, 'requests'>): string {
  if (most === undefined) return `at least ${count(least, 'request')}`;
  return least === most ? count(least, 'request') : `${least} to ${count(most, 'request')}`;
}

/** What Twilio filters, what is filtered here, and what the list costs. Asking costs nothing. */
export function PlanStrip({ plan, spent }: PlanStripProps) {
  return (
    <div className={styles.strip} role="region" aria-label="Plan">
      {plan && (
        <>
          <span>Plan: {expectedRequests(plan)}</span>
          <Terms title="Twilio filters" terms={uniquely(plan.reads.flatMap(({ pushed }) => pushed))} />
          <Terms title="filtered here" terms={plan.residual} />
        </>
      )}
      {spent && <span>took {count(spent.requests ?? 0, 'request')} to Twilio</span>}
      {plan && (
        <details>
          <summary className={styles.summary}>Why, and which requests</summary>
          <ul>
            {plan.why.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
            {plan.reads.map(({ path, query }) => (
              <li key={path + JSON.stringify(query)}>
                <code>
                  GET {path}
                  {Object.keys(query).length > 0 && `?${new URLSearchParams(query).toString()}`}
                </code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
