import { count } from '../format/words.ts';
import type { ConnectionPlace } from '../resources/connection.ts';
import { Mono, StateBadge } from '../ui/badge.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { SidLink } from './result-cell.tsx';
import type { RowReport, WriteReport } from './write-report.ts';

/** More rows than this are counted rather than shown. */
const MAX_SHOWN = 200;

const STATES = {
  done: ['good', 'Written'],
  failed: ['bad', 'Failed'],
  unknown: ['bad', 'Perhaps written'],
  'not attempted': ['off', 'Not attempted'],
} as const;

/** The rows that need attention come first. */
const ORDER = ['unknown', 'failed', 'done', 'not attempted'] as const;

const columnsOf = (place: ConnectionPlace, { operation }: WriteReport): readonly Column<RowReport>[] => [
  { title: 'Row', cell: ({ row }) => row.toLocaleString('en') },
  {
    title: 'State',
    cell({ status }) {
      const [tone, word] = STATES[status];
      return <StateBadge tone={tone}>{word}</StateBadge>;
    },
  },
  {
    title: 'Key',
    cell({ key, status }) {
      if (key === undefined) return '–';
      const isGone = operation === 'DELETE' && status === 'done';
      return isGone ? <Mono>{key}</Mono> : <SidLink place={place} value={key} />;
    },
  },
  { title: 'Why', kind: 'wrap', cell: ({ message = '' }) => message },
];

/** `3 of 5 rows written`, or `2 rows written` of as many */
export function writtenOf({ rows }: WriteReport): string {
  const done = rows.filter(({ status }) => status === 'done').length;
  if (done === rows.length) return `${count(done, 'row')} written`;
  return `${done.toLocaleString('en')} of ${count(rows.length, 'row')} written`;
}

interface WrittenRowsProps {
  readonly place: ConnectionPlace;
  readonly report: WriteReport;
}

/** What became of each row that a statement wrote. */
export function WrittenRows({ place, report }: WrittenRowsProps) {
  const { rows } = report;
  const ordered = ORDER.flatMap((status) => rows.filter((row) => row.status === status)).slice(0, MAX_SHOWN);
  const hasReasons = ordered.some(({ message }) => message !== undefined);
  return (
    <>
      <Table
        label="What became of each row"
        columns={columnsOf(place, report).filter(({ title }) => hasReasons || title !== 'Why')}
        rows={ordered}
        keyOf={({ row }) => String(row)}
      />
      {rows.length > ordered.length && <p>… and {count(rows.length - ordered.length, 'more row', 'more rows')}.</p>}
    </>
  );
}
