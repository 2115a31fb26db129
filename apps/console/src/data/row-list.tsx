import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ApiError } from '../api/api-error.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { defaultColumns, type EntityType, readableFields } from '../resources/entity-type.ts';
import { useMay } from '../resources/permissions.ts';
import { Button } from '../ui/button.tsx';
import { Bar } from '../ui/page.tsx';
import { Empty, ErrorPanel, Loading, Strip } from '../ui/states.tsx';
import { BulkMenu } from './bulk-menu.tsx';
import { ConditionBar } from './condition-bar.tsx';
import { ExportMenu } from './export-menu.tsx';
import { Grid } from './grid.tsx';
import { entitiesQuery, type EntityPage, planQuery, type Selection } from './list-query.ts';
import { PlanStrip } from './plan-strip.tsx';
import { Choices, Foot } from './row-list-parts.tsx';
import { ReviewBar } from './review-bar.tsx';
import { stageEdit, useStagedEdits } from './staged-edits.ts';
import { ViewsMenu } from './views-menu.tsx';

const route = getRouteApi('/c/$project/$location/$connection/data/$type');

interface RowListProps {
  readonly place: ConnectionPlace;
  readonly entityType: EntityType;
  readonly selection: Selection;
}

/** What all pages of a list cost together, and what they warn about. */
function spentOn(pages: readonly EntityPage[]) {
  const all = pages.map(({ metadata }) => metadata?.twilio ?? {});
  return {
    requests: all.reduce((sum, { requests = 0 }) => sum + requests, 0),
    warnings: [...new Set(all.flatMap(({ warnings = [] }) => warnings))],
  };
}

const isConditionError = (error: Error | null) => error instanceof ApiError && error.reason === 'INVALID_CONDITION';

/** How many parents are read at most if a list is not limited to one. */
const PARENT_SCAN = '300';

/** The pages of a list so far, and the choices of its link. */
function useRowList({ place, entityType, selection }: RowListProps) {
  const navigate = route.useNavigate();
  const view = route.useSearch();
  const list = useInfiniteQuery(entitiesQuery(place, selection));
  const plan = useQuery(planQuery(place, selection));
  const pages = list.data?.pages ?? [];
  return {
    list,
    plan: plan.data,
    // Rows and plan appear together, so that nothing moves.
    isPending: list.isPending || plan.isPending,
    rows: pages.flatMap(({ entities = [] }) => entities),
    spent: spentOn(pages),
    view,
    shown: view.columns?.split(',') ?? defaultColumns(entityType),
    // A page that is not full was expensive to fill; the next one is read only on demand.
    isFull: (pages.at(-1)?.entities?.length ?? 0) === selection.size,
    change: (search: Readonly<Record<string, string | undefined>>) =>
      void navigate({ search: (before) => ({ ...before, ...search }) }),
  };
}

export function RowList(props: RowListProps) {
  const { place, entityType, selection } = props;
  const may = useMay(place);
  const scope = `${nameOf(place)}/${entityType.name}`;
  const staged = useStagedEdits(scope);
  const { list, plan, isPending, rows, spent, view, shown, isFull, change } = useRowList(props);
  const fields = readableFields(entityType);
  const canUpdate = entityType.operations.includes('UPDATE') && may('connectors.entities.update');
  return (
    <>
      <Bar>
        <ConditionBar
          fields={fields}
          where={selection.where ?? ''}
          error={isConditionError(list.error) ? list.error : null}
          onSubmit={(where) => change({ where, parents: undefined })}
        />
        <ViewsMenu type={entityType.name} current={view} onOpen={change} />
        <BulkMenu place={place} entityType={entityType} where={selection.where} />
        <ExportMenu place={place} selection={selection} columns={view.columns} />
        <Choices
          {...{ fields, shown }}
          size={selection.size}
          maxRequests={selection.maxRequests}
          isReading={list.isFetching}
          onChange={change}
          onRead={() => void list.refetch()}
        />
      </Bar>
      {list.isSuccess && !isPending && <PlanStrip plan={plan} spent={spent} />}
      {spent.warnings.length > 0 && <Strip>{spent.warnings.join('. ')}.</Strip>}
      <Content
        error={list.error && !list.data ? list.error : null}
        isPending={isPending}
        isEmpty={rows.length === 0}
        type={entityType.name}
        where={selection.where}
        onScan={() => change({ parents: PARENT_SCAN })}
        onAllow={() => change({ maxRequests: undefined })}
        onRetry={() => void list.refetch()}
      >
        <Grid
          place={place}
          type={entityType.name}
          fields={fields.filter(({ name }) => shown.includes(name))}
          rows={rows}
          hasMore={list.hasNextPage}
          sort={selection.sort}
          onSort={(sort) => change({ sort })}
          onEnd={() => void (isFull && list.hasNextPage && !list.isFetching && list.fetchNextPage())}
          staged={staged}
          onStage={canUpdate ? (id, edit) => stageEdit(scope, id, edit) : undefined}
        />
      </Content>
      <ReviewBar {...{ place, scope, staged, entityType }} />
      {list.data && <Foot list={list} rows={rows.length} size={selection.size} />}
    </>
  );
}

interface ContentProps {
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly isEmpty: boolean;
  readonly type: string;
  readonly where: string | undefined;
  readonly onScan: () => void;
  readonly onAllow: () => void;
  readonly onRetry: () => void;
  readonly children: ReactNode;
}

function Content({ error, isPending, isEmpty, type, where, onScan, onAllow, onRetry, children }: ContentProps) {
  const isParentMissing =
    error instanceof ApiError &&
    error.violations.some(({ description }) => description === 'is required in the condition');
  if (isParentMissing) {
    return (
      <Empty
        title={`${type} are listed for one parent at a time`}
        actions={<Button onClick={onScan}>Read all parents, at most {PARENT_SCAN}</Button>}
      >
        {error.message}
      </Empty>
    );
  }
  if (isConditionError(error))
    return <Empty title="The condition cannot be read">Correct it above, then press Enter.</Empty>;
  if (error instanceof ApiError && error.reason === 'TOO_MANY_REQUESTS') {
    return (
      <Empty title="This costs more than you allow" actions={<Button onClick={onAllow}>Allow any cost</Button>}>
        {error.message}
      </Empty>
    );
  }
  if (error) return <ErrorPanel error={error} onRetry={onRetry} />;
  if (isPending) return <Loading what="rows" rows={12} />;
  if (isEmpty)
    return (
      <Empty title={where ? 'No row matches the condition' : `There are no ${type}`}>
        {where ? `Twilio has no ${type} with ${where}.` : 'The account has none at Twilio.'}
      </Empty>
    );
  return children;
}
