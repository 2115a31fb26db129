import { type Access, actionAccess, operationAccess, QUERY_ACCESS } from '../../access/permissions.js';
import type { Caller } from '../../access/caller.js';
import type { CallContext } from '../../calls/call.js';
import { createCalls, type CallsPorts } from '../../calls/calls.js';
import type { Failure } from '../../calls/failure.js';
import { downloadFile } from '../../calls/operations/actions.js';
import type { BulkReport } from '../../calls/operations/bulk-report.js';
import { getEntity, readRows } from '../../calls/operations/reads.js';
import { countEntities, scanEntities } from '../../calls/operations/scans.js';
import { createEntity, deleteEntities, updateEntities, type WriteResult } from '../../calls/operations/writes.js';
import { ConnectorError } from '../../errors.js';
import { explainQuery, type QueryPlan, runQuery } from '../../queries/run-query.js';
import { runAction } from '../../queries/run-action.js';
import type { Runtime } from '../../runtime/runtime.js';
import { REPLAYED } from '../connector/exchange.js';
import { ServerError } from '../connector/server-error.js';
import type { Row } from '../terminal/row.js';
import { type BulkOutcome, type DataSource, type QueryRows, toScan } from './data-source.js';

/** How the commands reach Twilio without a connector. */
export interface InProcessOptions {
  readonly runtime: Runtime;
  /** Where writes go; an idempotency key is bound to it. */
  readonly account: string;
  /** Makes the one write of this process repeatable. */
  readonly kept?: { readonly key: string; readonly idempotency: CallsPorts['idempotency'] } | undefined;
  /** Receives a sentence when nothing was sent because the write was carried out before. */
  readonly note: (sentence: string) => void;
  /** Called when a write or an action has been carried out, or a bulk write in part. */
  readonly onChange: () => void;
  readonly close: () => Promise<void>;
}

/** The person at the terminal has the account's credentials, and so every permission. Their keys are not those of API callers. */
const COMMAND_LINE: Caller = { member: 'command line', isAdministrator: true };

type Work<A> = (runtime: Runtime, context: CallContext) => Promise<A>;

/** Makes one call; `request` is what an idempotency key is bound to, and absent for reads. */
type MakeCall = <A>(
  access: Access,
  work: Work<A>,
  how?: { readonly signal?: AbortSignal; readonly request?: readonly unknown[] },
) => Promise<A>;

/** A front over the call core in this process. */
export function createInProcess(options: InProcessOptions): DataSource {
  let requests = 0;
  const call = createMakeCall(options, () => {
    requests += 1;
  });
  const { account: name, close } = options;
  return { name, ...createReads(call), ...createWrites(call), ...createActions(call), requests: () => requests, close };
}

function createMakeCall({ runtime, account, kept, note, onChange }: InProcessOptions, onAttempt: () => void): MakeCall {
  const calls = createCalls({
    connections: {
      get: async () => runtime.connection,
      catalog: () => runtime,
      checkUsable() {},
      use: (_connection, work) => work(runtime),
    },
    authorize: async () => {},
    idempotency: {
      once(keyed, carryOut) {
        if (!kept) return Promise.reject(new Error('No idempotency key was given.'));
        return kept.idempotency.once({ ...keyed, request: [account, ...keyed.request] }, carryOut);
      },
    },
    audit: { write: async () => {} },
    onAuditError: () => {},
  });
  const { name } = runtime.connection;
  const never = new AbortController().signal;
  return async (access, work, { signal = never, request } = {}) => {
    const outcome = await calls.run({
      ...access,
      method: access.permission,
      caller: COMMAND_LINE,
      on: 'runtime',
      asked: name,
      resource: async () => name,
      read: async () => undefined,
      work: (target, _input, context) => work(target, { ...context, onAttempt }),
      ...(kept && request && { idempotency: () => ({ key: kept.key, request }) }),
      signal,
      // A person stops a command that takes too long.
      deadlineMs: Number.POSITIVE_INFINITY,
    });
    const isDone = !('failure' in outcome) || INCOMPLETE.has(outcome.failure.reason);
    if (request && isDone && outcome.record.isWrite) onChange();
    if ('failure' in outcome) throw outcome.error ?? toServerError(outcome.failure);
    if (outcome.record.isReplayed) note(REPLAYED);
    return outcome.answer;
  };
}

/** The reasons of failures after which something was written. */
const INCOMPLETE: ReadonlySet<string> = new Set(['BULK_INCOMPLETE', 'WRITE_INCOMPLETE']);

/** A failure that was kept has no error object any more. */
function toServerError({ message, reason }: Failure): ServerError {
  return new ServerError(message, reason);
}

function createReads(call: MakeCall): Pick<DataSource, 'rows' | 'scan' | 'count' | 'get' | 'query' | 'explainQuery'> {
  const scan: DataSource['scan'] = (entityType, { onPage, signal, ...given }) => {
    const { where: conditions, allParents: allowParentScan, warn: onWarning, ...options } = given;
    const query = { ...options, entityType, conditions, allowParentScan, onWarning };
    const work: Work<void> = async (runtime, context) => {
      for await (const page of scanEntities(runtime, query, context)) await onPage(page);
    };
    return call(operationAccess('LIST'), work, { signal });
  };
  return {
    scan,
    rows(entityType, given) {
      const asScan = toScan(given);
      if (asScan) return scan(entityType, asScan);
      const { where: conditions, allParents: allowParentScan, warn: onWarning, signal, onRows, ...limits } = given;
      const query = { ...limits, entityType, conditions, allowParentScan, onWarning };
      const work: Work<void> = async (runtime, context) => {
        for await (const row of readRows(runtime, query, context)) await onRows([row]);
      };
      return call(operationAccess('LIST'), work, { signal });
    },
    count(entityType, { where: conditions, allParents: allowParentScan, isSerial, maxRequests, signal }) {
      const query = { entityType, conditions, allowParentScan, isSerial, maxRequests };
      return call(operationAccess('LIST'), (runtime, context) => countEntities(runtime, query, context), { signal });
    },
    query(sql, { signal, ...options }) {
      const work: Work<QueryRows> = async (runtime, context) => {
        const { rows, write } = await runQuery(runtime, { sql, ...options }, context);
        return { rows, written: write?.rows.length };
      };
      return call(QUERY_ACCESS, work, { signal, request: ['query', sql, options] });
    },
    explainQuery(sql, { signal }) {
      const work: Work<QueryPlan> = (runtime, context) => explainQuery(runtime, { sql }, context);
      return call(QUERY_ACCESS, work, { signal });
    },
    get(entityType, id, signal) {
      const work: Work<Row> = async (runtime, context) => (await getEntity(runtime, { entityType, id }, context)).row;
      return call(operationAccess('GET'), work, { signal });
    },
  };
}

type Writes = Pick<DataSource, 'create' | 'update' | 'delete' | 'updateMany' | 'deleteMany'>;

function createWrites(call: MakeCall): Writes {
  return {
    create(entityType, fields) {
      const work: Work<Row> = async (runtime, context) =>
        rowOf(await createEntity(runtime, { entityType, fields }, context));
      return call(operationAccess('CREATE'), work, { request: ['create', entityType, fields] });
    },
    update(entityType, key, fields) {
      const work: Work<Row> = async (runtime, context) =>
        rowOf(await updateEntities(runtime, { entityType, target: key, fields }, context));
      return call(operationAccess('UPDATE'), work, { request: ['update', entityType, key, fields] });
    },
    async delete(entityType, key) {
      const work: Work<unknown> = (runtime, context) => deleteEntities(runtime, { entityType, target: key }, context);
      await call(operationAccess('DELETE'), work, { request: ['delete', entityType, key] });
    },
    updateMany(entityType, conditions, fields, { signal, onProgress }) {
      const write = { entityType, target: { conditions }, fields, onProgress };
      const work: Work<WriteResult> = (runtime, context) => updateEntities(runtime, write, context);
      const request = ['updateMany', entityType, conditions, fields];
      return toOutcome(call(operationAccess('UPDATE', true), work, { signal, request }));
    },
    deleteMany(entityType, conditions, { signal, onProgress }) {
      const write = { entityType, target: { conditions }, onProgress };
      const work: Work<WriteResult> = (runtime, context) => deleteEntities(runtime, write, context);
      const request = ['deleteMany', entityType, conditions];
      return toOutcome(call(operationAccess('DELETE', true), work, { signal, request }));
    },
  };
}

function createActions(call: MakeCall): Pick<DataSource, 'execute' | 'download'> {
  return {
    execute(action, parameters) {
      const work: Work<readonly Row[]> = async (runtime, context) => {
        const outcome = await runAction(runtime, { action, parameters }, context);
        return outcome.kind === 'done' ? outcome.results : [];
      };
      return call(actionAccess(action), work, { request: ['execute', action, parameters] });
    },
    download: (action, parameters) =>
      call(actionAccess(action), async (runtime, context) => {
        const { body } = await downloadFile(runtime, { action, parameters }, context);
        return body;
      }),
  };
}

function rowOf(result: WriteResult): Row {
  return result.kind === 'one' ? result.row : {};
}

/** An incomplete bulk write is a failure of its call; the command shows how far it came. */
async function toOutcome(result: Promise<WriteResult>): Promise<BulkOutcome> {
  const report = await result.then(
    (written) => (written.kind === 'many' ? written.report : undefined),
    (error: unknown) => {
      if (error instanceof ConnectorError && error.reason === 'BULK_INCOMPLETE')
        return error.details[0]?.value as BulkReport;
      throw error;
    },
  );
  if (!report) return { found: 0, done: 0, failed: [], notReached: 0 };
  const { stopped, ...counts } = report;
  return { ...counts, ...(stopped && { stopped: stopped.message }) };
}
