import { Link } from '@tanstack/react-router';
import { useFormatTime } from '../format/clock.ts';
import { shortCall } from '../format/words.ts';
import type { ConnectionPlace } from '../resources/connection.ts';
import { breakable, Mono, StateBadge } from '../ui/badge.tsx';
import { type Column, Table } from '../ui/table.tsx';
import type { LogEntry } from '../resources/log-entry.ts';

const TONES: Readonly<Record<string, 'good' | 'off' | 'bad'>> = { INFO: 'good', DEBUG: 'off', NOTICE: 'good' };

export function LogTable({
  entries,
  place,
}: {
  readonly entries: readonly LogEntry[];
  readonly place: ConnectionPlace;
}) {
  const formatTime = useFormatTime();
  const columns: readonly Column<LogEntry>[] = [
    { title: 'Time', cell: ({ timestamp }) => formatTime(timestamp) },
    {
      title: 'Level',
      cell: ({ severity }) => (
        <StateBadge tone={TONES[severity] ?? 'bad'}>{severity.charAt(0) + severity.slice(1).toLowerCase()}</StateBadge>
      ),
    },
    { title: 'What happened', kind: 'wrap', cell: ({ jsonPayload }) => breakable(jsonPayload.message) },
    { title: 'Caller', cell: ({ jsonPayload }) => jsonPayload.caller },
    {
      title: 'Duration',
      kind: 'number',
      cell: ({ jsonPayload: { durationMs, request } }) => {
        const shown = durationMs ?? request?.durationMs;
        return shown === undefined ? '' : `${shown} ms`;
      },
    },
    {
      title: 'Call',
      cell: ({ operation }) =>
        operation?.id && (
          <Link to="/c/$project/$location/$connection/logs" params={place} search={{ call: operation.id }}>
            <Mono>{shortCall(operation.id)}</Mono>
          </Link>
        ),
    },
  ];
  return <Table label="Log entries" columns={columns} rows={entries} keyOf={({ insertId }) => insertId} />;
}
