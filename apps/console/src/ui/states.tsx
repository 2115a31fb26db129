import { CircleAlert, Lock, Pause, SearchX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError } from '../api/api-error.ts';
import { breakable } from './badge.tsx';
import { Button } from './button.tsx';
import styles from './states.module.css';

interface StatePanelProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly isBad?: boolean;
}

/** Takes the place of content that is not there: empty, refused, failed. */
function StatePanel({ icon, title, children, actions, isBad = false }: StatePanelProps) {
  return (
    <div className={`${styles.panel} ${isBad ? styles.bad : ''}`} role={isBad ? 'alert' : undefined}>
      <h2>
        {icon}
        {title}
      </h2>
      {children}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

export function Empty({ title, children, actions }: Omit<StatePanelProps, 'icon' | 'isBad'>) {
  return (
    <StatePanel icon={<SearchX size={16} />} title={title} actions={actions}>
      {typeof children === 'string' ? <p>{children}</p> : children}
    </StatePanel>
  );
}

/** @param what the content that is on its way, such as "connections" */
export function Loading({ what, rows = 6 }: { readonly what: string; readonly rows?: number }) {
  return (
    <div className={styles.loading} aria-busy="true">
      <span role="status" className={styles.hidden}>
        Loading {what}…
      </span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={styles.bar} />
      ))}
    </div>
  );
}

interface PermittedProps<Permission extends string> {
  readonly may: ((permission: Permission) => boolean) & { readonly isKnown: boolean };
  readonly permission: Permission;
  /** What the content is, such as "the rows of this connection". */
  readonly what: string;
  readonly children: ReactNode;
}

/** Content for callers with a permission. The others learn which one they lack. */
export function Permitted<Permission extends string>({ may, permission, what, children }: PermittedProps<Permission>) {
  if (!may.isKnown) return <Loading what={what} />;
  if (may(permission)) return children;
  return (
    <StatePanel icon={<Lock size={16} />} title={`You may not see ${what}`}>
      <p>
        This needs the permission <code>{permission}</code>. An administrator of the project can grant a role that has
        it.
      </p>
    </StatePanel>
  );
}

const TITLES: Readonly<Record<number, string>> = { 403: 'You may not see this', 404: 'Not found' };

interface ErrorPanelProps {
  readonly error: Error;
  readonly onRetry?: () => void;
  readonly actions?: ReactNode;
}

/** The message of the server, with the reason and the call id to look for in the log. */
export function ErrorPanel({ error, onRetry, actions }: ErrorPanelProps) {
  const api = error instanceof ApiError ? error : undefined;
  const isSuspended = api?.reason === 'CONNECTION_SUSPENDED' || api?.reason === 'SUSPENDED';
  const title = isSuspended ? 'The connection is suspended' : (TITLES[api?.status ?? 0] ?? 'This did not work');
  const icon = isSuspended ? <Pause size={16} /> : api?.status === 403 ? <Lock size={16} /> : <CircleAlert size={16} />;
  return (
    <StatePanel
      icon={icon}
      title={title}
      isBad
      actions={
        <>
          {onRetry && <Button onClick={onRetry}>Try again</Button>}
          {actions}
        </>
      }
    >
      <p>{breakable(error.message)}</p>
      {api && (
        <p className={styles.facts}>
          {[api.status, api.code, api.reason].filter(Boolean).join(' · ')}
          {api.callId && (
            <>
              {' · call '}
              <code>{api.callId}</code>
            </>
          )}
        </p>
      )}
    </StatePanel>
  );
}

/** A notice across the page: a suspended connection, a list that is incomplete. */
export function Strip({
  tone = 'warn',
  children,
  actions,
}: {
  readonly tone?: 'warn' | 'bad';
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div role="status" className={`${styles.strip} ${tone === 'bad' ? styles.badStrip : ''}`}>
      <TriangleAlert size={16} aria-hidden />
      <span>{children}</span>
      {actions}
    </div>
  );
}
