import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type KeyboardEvent, useRef } from 'react';
import { toCommand, toCurl, toGoogleapis, toPsql } from '../api/copy-forms.ts';
import { SuspendedStrip } from '../overview/suspended-strip.tsx';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { useMay } from '../resources/permissions.ts';
import { useMe } from '../resources/session.ts';
import { type SqlTable, sqlTablesQuery } from '../resources/sql-table.ts';
import { CopyMenu } from '../ui/copy-menu.tsx';
import { Page } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Permitted } from '../ui/states.tsx';
import { useHasBeenIdle } from '../ui/when-idle.ts';
import { ChangeDialog } from './change-dialog.tsx';
import { Outcome } from './outcome.tsx';
import { SchemaTree } from './schema-tree.tsx';
import { sqlCall, type Statement } from './sql-calls.ts';
import styles from './sql.module.css';
import { type EditorHandle, StatementEditor } from './statement-editor.tsx';
import { Toolbar } from './toolbar.tsx';
import { useStatement } from './use-statement.ts';

const route = getRouteApi('/c/$project/$location/$connection/sql');

/** The user of PostgreSQL's protocol is the name of the token. */
const userOf = (member: string) => (member.startsWith('token:') ? member.slice('token:'.length) : 'admin');

function formsOf(place: ConnectionPlace, statement: Statement, member: string) {
  const { sql, rows, maxRequests } = statement;
  const limits = ['--max-rows', String(rows), ...(maxRequests ? ['--max-requests', maxRequests] : [])];
  return [
    toCurl(sqlCall(place, statement)),
    toCommand('sql', sql, '--connection', place.connection, ...limits),
    toPsql(place.connection, userOf(member), sql),
    toGoogleapis('v2', 'projects.locations.connections.executeSqlQuery', {
      connection: nameOf(place),
      requestBody: { query: { query: sql, maxRows: String(rows) } },
    }),
  ];
}

export function Sql() {
  const place = route.useParams();
  const may = useMay(place);
  return (
    <Permitted may={may} permission="connectors.connections.executeSqlQuery" what="data by statements in SQL">
      <Workbench key={nameOf(place)} place={place} />
    </Permitted>
  );
}

function Workbench({ place }: { readonly place: ConnectionPlace }) {
  const { member } = useMe();
  const editor = useRef<EditorHandle>(null);
  const statement = useStatement(place);
  const { text, setText, limits, mistake, run, explain, cancel, isRunning, isCancelling, unconfirmed } = statement;
  const tables = useQuery({ ...sqlTablesQuery(place), enabled: useHasBeenIdle() });
  function onKeyDown(event: KeyboardEvent): void {
    const isAsking = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (isAsking && !event.shiftKey) run();
    else if (isAsking) explain();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    <Page
      isFixed
      name={`SQL of ${place.connection}`}
      title="SQL"
      description="Entity types as tables of PostgreSQL. Ctrl Enter runs a statement, Ctrl Shift Enter shows its plan."
      actions={<CopyMenu forms={formsOf(place, { sql: text, ...limits }, member)} />}
    >
      <SuspendedStrip place={place} />
      <div className={styles.workbench}>
        <Schema tables={tables} onInsert={(name) => editor.current?.insert(name)} />
        <div className={styles.main} onKeyDownCapture={onKeyDown}>
          <StatementEditor
            ref={editor}
            text={text}
            onChange={setText}
            tables={tables.data ?? NO_TABLES}
            mistake={mistake}
          />
          <Toolbar
            connection={nameOf(place)}
            {...{ text, limits, isRunning, isCancelling }}
            result={statement.view === 'result' ? statement.result.data : undefined}
            onRun={run}
            onExplain={explain}
            onCancel={cancel}
            onEdit={(sql) => {
              setText(sql);
              editor.current?.focus();
            }}
            onChange={statement.change}
          />
          <Outcome place={place} statement={statement} onExample={setText} onGoTo={() => editor.current?.focus()} />
        </div>
      </div>
      {unconfirmed !== undefined && (
        <ChangeDialog sql={unconfirmed} onConfirm={() => statement.confirm(unconfirmed)} onClose={statement.giveUp} />
      )}
    </Page>
  );
}

const NO_TABLES = [] as const;

interface SchemaProps {
  readonly tables: UseQueryResult<readonly SqlTable[]>;
  readonly onInsert: (name: string) => void;
}

function Schema({ tables, onInsert }: SchemaProps) {
  const navigate = route.useNavigate();
  const { q = '' } = route.useSearch();
  return (
    <details className={styles.schema} open={matchMedia('(min-width: 801px)').matches}>
      <summary>Tables and columns</summary>
      <QueryView query={tables} what="tables">
        {(all) => (
          <SchemaTree
            tables={all}
            filter={q}
            onFilter={(filter) => void navigate({ search: (before) => ({ ...before, q: filter }), replace: true })}
            onInsert={onInsert}
          />
        )}
      </QueryView>
    </details>
  );
}
