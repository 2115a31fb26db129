import type { ReactNode } from 'react';
import styles from './facts.module.css';

/** Names and values. Facts without a value are left out. */
export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts
        .filter(
          ([, value]) =>
            value !== undefined &&
            value !== null &&
            value !== '' &&
            value !== false &&
            !(Array.isArray(value) && value.length === 0),
        )
        .map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
