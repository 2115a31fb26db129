import { type ReactNode, useEffect } from 'react';
import styles from './page.module.css';

interface PageProps {
  readonly title: ReactNode;
  /** For the tab of the browser. */
  readonly name: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** The content scrolls by itself, so that what surrounds it stays in place. */
  readonly isFixed?: boolean;
  readonly children: ReactNode;
}

/** A view: its heading with what can be done there, and its content. */
export function Page({ title, name, description, actions, isFixed = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${name} · Twilio connector`;
  }, [name]);
  return (
    <div className={`${styles.page} ${isFixed ? styles.fixed : ''}`}>
      <header className={styles.head}>
        <div className={styles.titles}>
          <h1>{title}</h1>
          {description && <p>{description}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={styles.body}>{children}</div>
    </div>
  );
}

export function Section({
  title,
  children,
  actions,
}: {
  readonly title?: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <section className={styles.section}>
      {(title || actions) && (
        <div className={styles.actions}>
          {title && <h2>{title}</h2>}
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}

/** Filters and choices above a table. */
export function Bar({ children }: { readonly children: ReactNode }) {
  return <div className={styles.bar}>{children}</div>;
}
