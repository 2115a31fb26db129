import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormatTime } from '../format/clock.ts';
import { type ConnectionPlace, connectionQuery, nameOf } from '../resources/connection.ts';
import { type LogEntry, logQuery } from '../resources/log-entry.ts';
import { useMayInProject } from '../resources/permissions.ts';
import { Mono, StateBadge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { type Column, Table } from '../ui/table.tsx';

/** The log hides all other keys, since they can be values such as telephone numbers. */
const SID = /^[A-Z]{2}[0-9a-f]{32}$/i;

interface RowHistoryProps {
  readonly place: ConnectionPlace;
  readonly id: string;
}

/** Who changed a row through this connector. Changes by others are at Twilio only. */
export function RowHistory({ place, id }: RowHistoryProps) {
  const sid = id.slice(id.lastIndexOf('/') + 1);
  const { data: connection } = useQuery(connectionQuery(place));
  if (!SID.test(sid) || !connection) return null;
  return (
    <Section title="Writes through this connector">
      {connection.logConfig?.enabled ? <Writes place={place} sid={sid} /> : <NotLogged place={place} />}
    </Section>
  );
}

function Writes({ place, sid }: { readonly place: ConnectionPlace; readonly sid: string }) {
  const formatTime = useFormatTime();
  const log = useInfiniteQuery(logQuery(place, { writesTo: sid }));
  const entries = (log.data?.pages ?? []).flatMap((page) => page.entries ?? []);
  const columns: readonly Column<LogEntry>[] = [
    { title: 'Time', cell: ({ timestamp }) => formatTime(timestamp) },
    { title: 'Caller', cell: ({ jsonPayload }) => jsonPayload.caller },
    { title: 'What happened', kind: 'wrap', cell: ({ jsonPayload }) => jsonPayload.message },
    {
      title: 'Outcome',
      cell: ({ jsonPayload: { status } }) => (
        <StateBadge tone={status?.status === 'OK' ? 'good' : 'bad'}>{status?.reason ?? status?.status}</StateBadge>
      ),
    },
    { title: 'Call', cell: ({ operation }) => operation?.id && <CallLinks place={place} call={operation.id} /> },
  ];
  return (
    <QueryView query={log} what="the history of the row">
      {() =>
        entries.length === 0 ? (
          <p>The log of this connection has no write to this row.</p>
        ) : (
          <>
            <Table label="Writes to this row" columns={columns} rows={entries} keyOf={({ insertId }) => insertId} />
            {log.hasNextPage && <Button onClick={() => void log.fetchNextPage()}>Older writes</Button>}
          </>
        )
      }
    </QueryView>
  );
}

/** From a write to its attempts at Twilio, and to its record in the audit log. */
function CallLinks({ place, call }: { readonly place: ConnectionPlace; readonly call: string }) {
  const may = useMayInProject(place.project);
  return (
    <>
      <Link to="/c/$project/$location/$connection/logs" params={place} search={{ call }}>
        <Mono>{call.slice(0, 8)}</Mono>
      </Link>
      {may('connectors.auditRecords.list') && (
        <>
          {' · '}
          <Link to="/audit" search={{ project: place.project, callId: call }}>
            Audit
          </Link>
        </>
      )}
    </>
  );
}

function NotLogged({ place }: { readonly place: ConnectionPlace }) {
  return (
    <p>
      This connection is not logged, so its writes cannot be told apart by row.{' '}
      <Link to="/audit" search={{ project: place.project, resource: nameOf(place) }}>
        All writes of the connection
      </Link>{' '}
      are in the audit log.
    </p>
  );
}
