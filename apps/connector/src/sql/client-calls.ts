import { unauthenticated } from '../access/authenticate.js';
import type { Caller } from '../access/caller.js';
import type { CurrentCredentials } from '../access/current-credentials.js';
import { QUERY_ACCESS } from '../access/permissions.js';
import type { OperationContext, TargetName, Targets } from '../calls/call.js';
import type { Calls } from '../calls/calls.js';
import type { CallMemory } from '../calls/memory-budget.js';
import type { Connections } from '../connections/connections.js';
import type { Log } from '../observability/log.js';
import type { RefusalLog } from '../observability/refusal-log.js';
import { toConnectorError } from '../queries/query-error.js';
import { toFailedStatement } from './problem.js';

/** What the calls of a client need of the server. */
export interface CallPorts {
  readonly calls: Calls;
  readonly connections: Pick<Connections, 'resolve'>;
  readonly credentials: Pick<CurrentCredentials, 'isCurrent'>;
  readonly log: Log;
  readonly refusals: RefusalLog;
}

/** A client that has logged in. */
export interface Client {
  readonly caller: Caller;
  /** The name of its connection, as it wrote it or as it is short for. */
  readonly connection: string;
  /** What it calls itself. */
  readonly application: () => string;
}

/** What a client asks for. */
interface Asked<T extends TargetName, A> {
  /** The id of the method in the log. */
  readonly method: 'sql.sessions.open' | 'sql.statements.describe' | 'sql.statements.run';
  readonly on: T;
  readonly signal: AbortSignal;
  readonly work: (target: Targets[T], context: OperationContext) => Promise<A>;
}

/** Passes what a client asks for to the core, as a call. */
export interface ClientCalls {
  /** The caller releases the memory when it has the answer. @throws FailedStatement */
  run<T extends TargetName, A>(asked: Asked<T, A>): Promise<{ readonly answer: A; readonly memory: CallMemory }>;
}

/** Gives the errors of statements the codes that calls have. */
async function asCall<A>(work: Promise<A>): Promise<A> {
  const { isSqlError } = await import('@twilio-connector/sql');
  return work.catch((error: unknown) => Promise.reject(isSqlError(error) ? toConnectorError(error) : error));
}

export function createClientCalls(ports: CallPorts, client: Client): ClientCalls {
  const { caller, connection } = client;
  return {
    async run({ method, on, signal, work }) {
      // A token may be revoked while its client is connected.
      if (!(await ports.credentials.isCurrent(caller))) {
        throw unauthenticated('The token has expired or was revoked. Log in with another one.', 'TOKEN_REVOKED');
      }
      const outcome = await ports.calls.run({
        ...QUERY_ACCESS,
        method,
        caller,
        on,
        signal,
        asked: connection,
        resource: () => ports.connections.resolve(connection),
        read: async () => undefined,
        work: (target, _input, context) => asCall(work(target, context)),
      });
      const { record, memory } = outcome;
      const { id: callId, resource, twilioRequests } = record;
      const durationMs = Math.round(record.durationMs);
      const by = { caller: caller.member, application: client.application() };
      const fields = { callId, method, ...by, resource, durationMs, twilioRequests };
      if (!('failure' in outcome)) {
        ports.log.info(fields, 'answered');
        return { answer: outcome.answer, memory };
      }
      const { failure, error } = outcome;
      const failed = toFailedStatement(failure, error, callId);
      const { reason } = failure;
      const isOurs = failed.problem.sqlState === 'XX000';
      const write = () =>
        isOurs
          ? ports.log.error({ ...fields, err: error }, 'failed')
          : ports.log.warn({ ...fields, reason }, 'refused');
      if (failure.code === 'PERMISSION_DENIED') ports.refusals.add({ reason, caller: caller.member }, write);
      else write();
      throw failed;
    },
  };
}
