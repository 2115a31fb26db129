import { CircleAlert, CircleCheck, CirclePause, LoaderCircle } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import styles from './badge.module.css';

const ICONS = { good: CircleCheck, busy: LoaderCircle, off: CirclePause, bad: CircleAlert };

/** A state: an icon and a word, since color alone says nothing to some. */
export function StateBadge({ tone, children }: { readonly tone: keyof typeof ICONS; readonly children: ReactNode }) {
  const Icon = ICONS[tone];
  return (
    <span className={`${styles.badge} ${styles[tone]}`}>
      <Icon size={14} aria-hidden />
      {children}
    </span>
  );
}

export function Pill({
  tone,
  children,
  title,
}: {
  readonly tone?: 'accent' | 'warn';
  readonly children: ReactNode;
  readonly title?: string;
}) {
  const toned = tone === 'accent' ? styles.accentPill : tone === 'warn' ? styles.warnPill : '';
  return (
    <span className={`${styles.pill} ${toned}`} title={title}>
      {children}
    </span>
  );
}

/** A long name or path breaks after a slash, a dot or an underscore, or between the words of a name, rather than within a word. */
export function breakable(text: string | undefined): ReactNode {
  return text?.split(/(?<=[/._])|(?<=[a-z])(?=[A-Z])/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

/** A SID, a name, a request: text that people compare letter by letter. */
export function Mono({ children }: { readonly children: ReactNode }) {
  return <span className={styles.mono}>{typeof children === 'string' ? breakable(children) : children}</span>;
}
