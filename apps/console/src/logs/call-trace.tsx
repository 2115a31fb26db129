import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { count } from '../format/words.ts';
import { auditQuery } from '../resources/audit-record.ts';
import type { ConnectionPlace } from '../resources/connection.ts';
import { useMayInProject } from '../resources/permissions.ts';
import { Mono, StateBadge } from '../ui/badge.tsx';
import { Facts } from '../ui/facts.tsx';
import { Section } from '../ui/page.tsx';
import { type Column, Table } from '../ui/table.tsx';
import type { LogEntry, LoggedRequest } from '../resources/log-entry.ts';

interface CallTraceProps {
  readonly entries: readonly LogEntry[];
  readonly place: ConnectionPlace;
  readonly call: string;
}

const COLUMNS: readonly Column<LoggedRequest>[] = [
  { title: 'Attempt', kind: 'number', cell: ({ attempt }) => attempt },
  { title: 'Request to Twilio', kind: 'wrap', cell: ({ method, path }) => <Mono>{`${method} ${path}`}</Mono> },
  { title: 'Waited', kind: 'number', cell: ({ waitMs = 0 }) => `${waitMs} ms` },
  { title: 'Took', kind: 'number', cell: ({ durationMs = 0 }) => `${durationMs} ms` },
  {
    title: 'Answer',
    cell: ({ status, error, twilioCode }) => (
      <StateBadge tone={status !== undefined && status < 400 ? 'good' : 'bad'}>
        {[status ?? error, twilioCode].filter(Boolean).join(' · ')}
      </StateBadge>
    ),
  },
];

/** One call from its start to its end: who made it, its attempts at Twilio, their waits, and where to read on. */
export function CallTrace({ entries, place, call }: CallTraceProps) {
  const end = entries.find(({ jsonPayload }) => jsonPayload.method !== undefined)?.jsonPayload;
  if (!end) return null;
  const requests = end.requests ?? [];
  const isHelp = end.help?.startsWith('https:');
  return (
    <>
      <Section>
        <Facts
          facts={[
            ['What happened', end.message],
            ['Caller', end.caller],
            ['Method', <Mono key="method">{end.method}</Mono>],
            ['Duration', `${end.durationMs ?? 0} ms, ${count(end.twilioRequests ?? 0, 'request')} to Twilio`],
            [
              'Twilio’s page about the error',
              isHelp && (
                <a key="help" href={end.help} target="_blank" rel="noopener noreferrer">
                  {end.help}
                </a>
              ),
            ],
            ['Audit', <AuditOf key="audit" project={place.project} call={call} />],
          ]}
        />
      </Section>
      {requests.length > 0 && (
        <Table label={`Attempts of ${call}`} columns={COLUMNS} rows={requests} keyOf={(one) => JSON.stringify(one)} />
      )}
    </>
  );
}

/** The audit record of a call: who did it, with what outcome. Reads have none, unless they were refused. */
function AuditOf({ project, call }: { readonly project: string; readonly call: string }) {
  const may = useMayInProject(project);
  const mayList = may('connectors.auditRecords.list');
  const { data } = useInfiniteQuery({ ...auditQuery({ project, callId: call }), enabled: mayList });
  if (!mayList) return 'You may not see the audit log of this project.';
  if (!data) return '…';
  const record = data.pages.flatMap(({ auditRecords = [] }) => auditRecords)[0];
  if (!record) return 'No record: only writes and refused calls are recorded.';
  return (
    <Link to="/audit" search={{ project, callId: call }}>
      {`${record.caller}: ${record.reason ?? record.status}`}
    </Link>
  );
}
