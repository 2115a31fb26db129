import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { RefreshCw } from 'lucide-react';
import { toCommand, toCurl } from '../api/copy-forms.ts';
import { type ConnectionPlace, connectionQuery, nameOf } from '../resources/connection.ts';
import { useMay } from '../resources/permissions.ts';
import { rangeOf } from '../format/ranges.ts';
import { Mono } from '../ui/badge.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { CopyMenu } from '../ui/copy-menu.tsx';
import { Bar, Page, Section } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Empty, Permitted, Strip } from '../ui/states.tsx';
import { CallTrace } from './call-trace.tsx';
import { listCall, type LogEntry, type LogFilter, logQuery, toFilter } from '../resources/log-entry.ts';
import { LogChoices } from './log-choices.tsx';
import { LogTable } from './log-table.tsx';
import { useTail } from './use-tail.ts';

const route = getRouteApi('/c/$project/$location/$connection/logs');

function formsOf(place: ConnectionPlace, filter: LogFilter) {
  const { level, text, call, range } = filter;
  const since = call ? [] : ['--since', rangeOf(range).id];
  const levels = level ? ['--level', level.toLowerCase()] : [];
  const filters = call ? ['--filter', `operation.id = "${call}"`] : text ? ['--filter', JSON.stringify(text)] : [];
  return [
    toCurl(listCall([nameOf(place)], toFilter(filter, Date.now()))),
    toCommand('logs', place.connection, ...since, ...levels, ...filters),
  ];
}

export function Logs() {
  const place = route.useParams();
  const { tail, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay(place);
  const { data: connection } = useQuery(connectionQuery(place));
  const isTailing = tail === 'on' && !filter.call;
  return (
    <Page
      name={`Logs of ${place.connection}`}
      title={filter.call ? 'One call' : 'Logs'}
      description={
        filter.call ? (
          <>
            Everything that is logged about the call <Mono>{filter.call}</Mono>
          </>
        ) : (
          'What happened on the connection: calls, their requests to Twilio, and its state.'
        )
      }
      actions={<CopyMenu forms={formsOf(place, filter)} />}
    >
      {connection && !connection.logConfig?.enabled && (
        <Strip
          actions={
            may('connectors.connections.update') && (
              <Link to="/c/$project/$location/$connection/edit" params={place}>
                Edit the connection
              </Link>
            )
          }
        >
          This connection is not logged. Enable Cloud Logging in its details to see its calls here.
        </Strip>
      )}
      <Permitted may={may} permission="connectors.connections.get" what="the log of this connection">
        <LogChoices
          filter={filter}
          isTailing={isTailing}
          onChange={(change) => void navigate({ search: (before) => ({ ...before, ...change }) })}
        />
        {isTailing ? <Tail place={place} filter={filter} /> : <Past place={place} filter={filter} />}
      </Permitted>
    </Page>
  );
}

interface LogViewProps {
  readonly place: ConnectionPlace;
  readonly filter: LogFilter;
}

function Past({ place, filter }: LogViewProps) {
  const log = useInfiniteQuery(logQuery(place, filter));
  const entries: readonly LogEntry[] = (log.data?.pages ?? []).flatMap((page) => page.entries ?? []);
  return (
    <QueryView query={log} what="the log">
      {() => (
        <>
          {filter.call && <CallTrace entries={entries} place={place} call={filter.call} />}
          {entries.length > 0 ? (
            <LogTable entries={entries} place={place} />
          ) : (
            <Empty title="No entries">
              {filter.call
                ? 'The log has nothing about this call.'
                : 'Nothing was logged in this time with this level and text.'}
            </Empty>
          )}
          <Section>
            <div style={{ display: 'flex', gap: 8 }}>
              {log.hasNextPage && (
                <Button disabled={log.isFetching} onClick={() => void log.fetchNextPage()}>
                  Older entries
                </Button>
              )}
              <IconButton label="Read again" disabled={log.isFetching} onClick={() => void log.refetch()}>
                <RefreshCw size={15} />
              </IconButton>
            </div>
          </Section>
        </>
      )}
    </QueryView>
  );
}

function Tail({ place, filter }: LogViewProps) {
  const { entries, error } = useTail(place, filter, true);
  return (
    <>
      {error && <Strip tone="bad">{error.message}</Strip>}
      <Bar>
        <span role="status">{error ? 'Stopped.' : `Following. ${entries.length} entries so far.`}</span>
      </Bar>
      {entries.length > 0 ? (
        <LogTable entries={entries} place={place} />
      ) : (
        <Empty title="Waiting for the next entry">New entries appear here as they happen.</Empty>
      )}
    </>
  );
}
