import { Link } from '@tanstack/react-router';
import { count } from '../format/words.ts';
import type { ConnectionPlace } from '../resources/connection.ts';
import { Mono, StateBadge } from '../ui/badge.tsx';
import { Facts } from '../ui/facts.tsx';
import { Section } from '../ui/page.tsx';
import { type Column, Table } from '../ui/table.tsx';
import type { LogEntry, LoggedRequest } from './log-entries.ts';

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
            [
              'Audit',
              <Link key="audit" to="/audit" search={{ project: place.project, method: end.method ?? '' }}>
                Records of this method
              </Link>,
            ],
          ]}
        />
      </Section>
      {requests.length > 0 && (
        <Table label={`Attempts of ${call}`} columns={COLUMNS} rows={requests} keyOf={(one) => JSON.stringify(one)} />
      )}
    </>
  );
}
