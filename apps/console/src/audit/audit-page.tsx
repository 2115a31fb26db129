import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { toCommand, toCurl } from '../api/copy-forms.ts';
import { useFormatTime } from '../format/clock.ts';
import { shortCall } from '../format/words.ts';
import { AUDIT_PATH, type AuditFilter, auditQuery, type AuditRecord, toCsv } from '../resources/audit-record.ts';
import { placeOf } from '../resources/connection.ts';
import { useMayInProject } from '../resources/permissions.ts';
import { useProject } from '../shell/use-place.ts';
import { Mono, StateBadge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { CopyMenu } from '../ui/copy-menu.tsx';
import { inputClass } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';
import { Bar, Page, Section } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { saveFile } from '../ui/save-file.ts';
import { Empty, Permitted } from '../ui/states.tsx';
import { type Column, Table } from '../ui/table.tsx';

const route = getRouteApi('/audit');
const FILTERS = [
  { name: 'caller', label: 'Caller', placeholder: 'token:ci' },
  { name: 'method', label: 'Method', placeholder: 'v1.connections.patch' },
  { name: 'resource', label: 'Resource begins with', placeholder: 'projects/…' },
  { name: 'entity', label: 'Entity', placeholder: 'entityTypes/…' },
  { name: 'callId', label: 'Call', placeholder: '32 digits' },
] as const;

export function Audit() {
  const project = useProject();
  const { caller, method, resource, entity, callId } = route.useSearch();
  const filter: AuditFilter = { project, caller, method, resource, entity, callId };
  const may = useMayInProject(project);
  const forms = [toCurl({ path: AUDIT_PATH, query: { ...filter } }), toCommand('audit', 'list', '--project', project)];
  return (
    <Page
      name="Audit"
      title="Audit"
      description={`Who did what in project ${project}, newest first. Records are kept for 400 days.`}
      actions={<CopyMenu forms={forms} />}
    >
      <Permitted may={may} permission="connectors.auditRecords.list" what="the audit log of this project">
        <Filters filter={filter} />
        <Records filter={filter} />
      </Permitted>
    </Page>
  );
}

function Filters({ filter }: { readonly filter: AuditFilter }) {
  const navigate = route.useNavigate();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const chosen = Object.fromEntries(FILTERS.map(({ name }) => [name, formText(form, name)]));
        void navigate({ search: (before) => ({ ...before, ...chosen }) });
      }}
    >
      <Bar>
        {FILTERS.map(({ name, label, placeholder }, index) => (
          <input
            key={`${name} ${filter[name]}`}
            {...(index === 0 && { 'data-filter': true })}
            name={name}
            aria-label={label}
            placeholder={`${label}: ${placeholder}`}
            className={inputClass}
            style={{ flex: '1 1 232px', maxWidth: 280 }}
            defaultValue={filter[name] ?? ''}
          />
        ))}
        <Button type="submit">Filter</Button>
      </Bar>
    </form>
  );
}

const CONNECTION = /^projects\/[^/]+\/locations\/[^/]+\/connections\/[^/]+$/;

/** The id of a call, which leads to everything that the log of its connection has about it. */
function CallOf({ callId, resource }: AuditRecord) {
  if (!callId) return null;
  const id = <Mono>{shortCall(callId)}</Mono>;
  if (!CONNECTION.test(resource)) return id;
  return (
    <Link to="/c/$project/$location/$connection/logs" params={placeOf(resource)} search={{ call: callId }}>
      {id}
    </Link>
  );
}

const ENTITY = /^entityTypes\/([^/]+)\/entities\/(.+)$/;

/** The resource of a call, and the row that it wrote. */
function ResourceOf({ resource, entity = '' }: AuditRecord) {
  const [, type, id] = ENTITY.exec(entity) ?? [];
  if (type === undefined || id === undefined) return <Mono>{resource}</Mono>;
  return (
    <>
      <Mono>{`${resource}/`}</Mono>
      <wbr />
      <Link to="/c/$project/$location/$connection/data/$type/$id" params={{ ...placeOf(resource), type, id }}>
        <Mono>{entity}</Mono>
      </Link>
    </>
  );
}

function Records({ filter }: { readonly filter: AuditFilter }) {
  const formatTime = useFormatTime();
  const query = useInfiniteQuery(auditQuery(filter));
  const records: readonly AuditRecord[] = (query.data?.pages ?? []).flatMap(({ auditRecords = [] }) => auditRecords);
  const columns: readonly Column<AuditRecord>[] = [
    { title: 'Time', cell: ({ time }) => formatTime(time) },
    { title: 'Caller', cell: ({ caller }) => caller },
    { title: 'Method', kind: 'narrow', cell: ({ method }) => <Mono>{method}</Mono> },
    { title: 'Resource', kind: 'wide', cell: (record) => <ResourceOf {...record} /> },
    {
      title: 'Outcome',
      cell: ({ status, reason }) => <StateBadge tone={status === 'OK' ? 'good' : 'bad'}>{reason ?? status}</StateBadge>,
    },
    { title: 'Call', cell: (record) => <CallOf {...record} /> },
  ];
  return (
    <QueryView query={query} what="records">
      {() =>
        records.length === 0 ? (
          <Empty title="No records">Nothing in this project matches the filter.</Empty>
        ) : (
          <>
            <Table label="Audit records" columns={columns} rows={records} keyOf={({ id }) => id} />
            <Section>
              <div style={{ display: 'flex', gap: 8 }}>
                {query.hasNextPage && (
                  <Button disabled={query.isFetching} onClick={() => void query.fetchNextPage()}>
                    Older records
                  </Button>
                )}
                <Button onClick={() => saveFile('audit.csv', 'text/csv', toCsv(records))}>
                  <Download size={14} aria-hidden /> Save {records.length} as CSV
                </Button>
              </div>
            </Section>
          </>
        )
      }
    </QueryView>
  );
}
