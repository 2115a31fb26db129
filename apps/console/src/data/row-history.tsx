import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormatTime } from '../format/clock.ts';
import { shortCall } from '../format/words.ts';
import { auditQuery, type AuditRecord } from '../resources/audit-record.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { useMayInProject } from '../resources/permissions.ts';
import { Mono, StateBadge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Permitted } from '../ui/states.tsx';
import { type Column, Table } from '../ui/table.tsx';

/** Audit records name no row by another key, since it can be a value such as a telephone number. */
const SIDS = /^(?:[A-Z]{2}[0-9a-f]{32}(?:\/|$))+$/i;

interface RowHistoryProps {
  readonly place: ConnectionPlace;
  readonly type: string;
  readonly id: string;
}

/** Who changed a row through this connector. Changes by others are at Twilio only. */
export function RowHistory({ place, type, id }: RowHistoryProps) {
  const may = useMayInProject(place.project);
  if (!SIDS.test(id)) return null;
  return (
    <Section title="Writes through this connector">
      <Permitted may={may} permission="connectors.auditRecords.list" what="the changes of this row">
        <Writes place={place} entity={`entityTypes/${type}/entities/${id}`} />
      </Permitted>
    </Section>
  );
}

function Writes({ place, entity }: { readonly place: ConnectionPlace; readonly entity: string }) {
  const formatTime = useFormatTime();
  const audit = useInfiniteQuery(auditQuery({ project: place.project, resource: nameOf(place), entity }));
  const records = (audit.data?.pages ?? []).flatMap(({ auditRecords = [] }) => auditRecords);
  const columns: readonly Column<AuditRecord>[] = [
    { title: 'Time', cell: ({ time }) => formatTime(time) },
    { title: 'Caller', cell: ({ caller }) => caller },
    { title: 'Method', kind: 'wrap', cell: ({ method }) => <Mono>{method}</Mono> },
    {
      title: 'Outcome',
      cell: ({ status, reason }) => <StateBadge tone={status === 'OK' ? 'good' : 'bad'}>{reason ?? status}</StateBadge>,
    },
    { title: 'Call', cell: ({ callId }) => callId && <CallLink place={place} call={callId} /> },
  ];
  return (
    <QueryView query={audit} what="the history of the row">
      {() => (
        <>
          {records.length === 0 ? (
            <p>Nobody has written to this row through this connector.</p>
          ) : (
            <Table label="Writes to this row" columns={columns} rows={records} keyOf={({ id }) => id} />
          )}
          {audit.hasNextPage && <Button onClick={() => void audit.fetchNextPage()}>Older writes</Button>}
          <p>
            Writes to all rows that match a condition are not listed here. They are in the{' '}
            <Link to="/audit" search={{ project: place.project, resource: nameOf(place) }}>
              audit log of the connection
            </Link>
            .
          </p>
        </>
      )}
    </QueryView>
  );
}

/** From a write to its attempts at Twilio and its audit record, as far as the connection is logged. */
function CallLink({ place, call }: { readonly place: ConnectionPlace; readonly call: string }) {
  return (
    <Link to="/c/$project/$location/$connection/logs" params={place} search={{ call }}>
      <Mono>{shortCall(call)}</Mono>
    </Link>
  );
}
