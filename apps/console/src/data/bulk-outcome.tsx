import { count } from '../format/words.ts';
import { Mono, StateBadge } from '../ui/badge.tsx';
import type { BulkReport } from './bulk-calls.ts';
import styles from './bulk.module.css';

export const isWhole = ({ failed, notReached }: BulkReport): boolean => failed.length === 0 && notReached === 0;

/** How a bulk write went, and each row that failed. */
export function BulkOutcome({ report }: { readonly report: BulkReport }) {
  const { found, done, failed, notReached, stopped } = report;
  const parts = [
    `${done.toLocaleString('en')} of ${count(found, 'row')} done`,
    failed.length > 0 && `${failed.length} failed`,
    notReached > 0 && `${notReached} not reached`,
  ];
  return (
    <div role="status">
      <p>
        <StateBadge tone={isWhole(report) ? 'good' : 'bad'}>{parts.filter(Boolean).join(', ')}</StateBadge>{' '}
        {stopped?.message}
      </p>
      {failed.length > 0 && (
        <ul className={styles.failed} tabIndex={0} aria-label="Rows that failed">
          {failed.map(({ key, message }) => (
            <li key={key}>
              <Mono>{key}</Mono> {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
