import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormatTime } from '../format/clock.ts';
import { type Connection, type ConnectionPlace, placeOf } from '../resources/connection.ts';
import { type LogEntry, logQuery } from '../resources/log-entry.ts';
import { Section } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import styles from './overview.module.css';

const SHOWN = 5;
const FILTER = { level: 'ERROR', range: '24h' };

/** The newest errors in the log of a connection. */
export function LastErrors({ connection }: { readonly connection: Connection }) {
  const place = placeOf(connection.name);
  const isLogged = connection.logConfig?.enabled === true;
  const log = useInfiniteQuery({ ...logQuery(place, FILTER), enabled: isLogged });
  const errors = (log.data?.pages[0]?.entries ?? []).slice(0, SHOWN);
  return (
    <Section
      title="Last errors"
      actions={
        isLogged && (
          <Link to="/c/$project/$location/$connection/logs" params={place} search={FILTER}>
            All errors
          </Link>
        )
      }
    >
      {isLogged ? (
        <QueryView query={log} what="the errors">
          {() => (errors.length > 0 ? <Errors place={place} errors={errors} /> : <p>None in the last 24 hours.</p>)}
        </QueryView>
      ) : (
        <p>This connection is not logged. Enable Cloud Logging in its details to see what fails.</p>
      )}
    </Section>
  );
}

function Errors({ place, errors }: { readonly place: ConnectionPlace; readonly errors: readonly LogEntry[] }) {
  const formatTime = useFormatTime();
  return (
    <ul className={styles.errors}>
      {errors.map(({ insertId, timestamp, operation, jsonPayload: { message } }) => (
        <li key={insertId}>
          <time dateTime={timestamp}>{formatTime(timestamp)}</time>
          {operation?.id ? (
            <Link to="/c/$project/$location/$connection/logs" params={place} search={{ call: operation.id }}>
              {message}
            </Link>
          ) : (
            message
          )}
        </li>
      ))}
    </ul>
  );
}
