import { configValues } from '@twilio-connector/connection';
import { entityIdOf, type EntityType, findEntityType } from '@twilio-connector/entities';
import type { KeyedWrite, Write, WriteIntent, WriteOutcome, Writer } from '@twilio-connector/sql';
import { type Access, actionAccess, operationAccess } from '../access/permissions.js';
import type { OperationContext, PartOutcome } from '../calls/call.js';
import { MAYBE_DONE_CODES } from '../calls/calls.js';
import { fromFailure } from '../calls/failure.js';
import { executeAction } from '../calls/operations/actions.js';
import type { Row } from '../calls/operations/reads.js';
import { createEntity, deleteEntities, updateEntities } from '../calls/operations/writes.js';
import { ConnectorError } from '../errors.js';
import { MAX_RESULT_BYTES, sha256 } from '../idempotency/kept-result.js';
import type { Runtime } from '../runtime/runtime.js';
import { tablesOf } from './entity-tables.js';

/** What a part of a statement did, as it is kept for its idempotency key. */
interface Done {
  readonly key?: string | undefined;
  readonly rows: readonly Row[];
}

const OPERATIONS = { INSERT: 'CREATE', UPDATE: 'UPDATE', DELETE: 'DELETE' } as const;

/** The methods of the REST API that do the same as one write of a statement. */
const METHODS = {
  INSERT: 'v2.connections.entityTypes.entities.create',
  UPDATE: 'v2.connections.entityTypes.entities.patch',
  DELETE: 'v2.connections.entityTypes.entities.delete',
  CALL: 'v2.connections.actions.execute',
} as const;

/**
 * Writes entities as the rows of tables. Each write is a call of its own, as if it came over REST: with the same permission, an
 * audit record and an idempotency key.
 *
 * @param sql the statement, for the log
 */
export function createEntityWriter(runtime: Runtime, sql: string, context: OperationContext): Writer {
  const { entities, actions, connection } = runtime;
  const { entityTypeOf, actionOf } = tablesOf(runtime);
  const { parts } = context;
  const entityTypeNamed = (table: string): EntityType => findEntityType(entities.catalog, entityTypeOf(table));
  const idOf = (write: { readonly table: string; readonly key: Row }): string =>
    entityIdOf(entityTypeNamed(write.table), write.key) ?? '';
  let access: Access = operationAccess('CREATE');
  let isReported = false;

  const carryOut = async (write: Write, given: OperationContext): Promise<Done> => {
    const how = { ...given, onAttempt: both(given.onAttempt, context.onAttempt) };
    if (write.operation === 'CALL') {
      const action = actions.find(actionOf(write.procedure));
      // Reads end with the statement.
      const ending = action.method === 'GET' ? { ...how, signal: context.signal, reserve: context.reserve } : how;
      const outcome = await executeAction(runtime, { action: action.name, parameters: write.values }, ending);
      return { rows: outcome.kind === 'done' ? outcome.results : [] };
    }
    const entityType = entityTypeOf(write.table);
    const result =
      write.operation === 'INSERT'
        ? await createEntity(runtime, { entityType, fields: write.values }, how)
        : write.operation === 'UPDATE'
          ? await updateEntities(runtime, { entityType, target: idOf(write), fields: write.values }, how)
          : await deleteEntities(runtime, { entityType, target: idOf(write) }, how);
    return result.kind === 'one' ? { key: result.key, rows: [result.row] } : { rows: [] };
  };

  return {
    async authorize(intent) {
      access = accessOf(intent, actionOf);
      await parts.require(access);
      const needsBulk = 'selects' in intent && intent.selects === 'any' && !configValues(connection).bulk;
      if (needsBulk) throw bulkNotAllowed(intent, entityTypeNamed(intent.table));
    },
    check(write) {
      const { validateOnly } = entities;
      if (write.operation === 'CALL') actions.validateOnly(actionOf(write.procedure), write.values);
      else if (write.operation === 'INSERT') validateOnly.create(entityTypeNamed(write.table), write.values);
      else if (write.operation === 'DELETE') validateOnly.delete(entityTypeNamed(write.table), idOf(write));
      else validateOnly.update(entityTypeNamed(write.table), idOf(write), write.values);
    },
    keyOf: (write) => ('key' in write ? idOf(write) : undefined),
    async write(write, keyed) {
      if (!isReported) context.onSubject(subjectOf(write, { entityTypeOf, actionOf }), { query: sql });
      isReported = true;
      const idempotency = keyed && { key: keyOfPart(keyed), request: [connection.name, write] };
      const method = METHODS[write.operation];
      const outcome = await parts.run({ method, access, idempotency, work: (given) => carryOut(write, given) });
      return toWriteOutcome(outcome);
    },
    keep: ({ key, statement }, plan) =>
      parts.once({ key, request: ['sql', connection.name, ...statement] }, async () => checkSize(await plan())),
  };
}

function accessOf(intent: WriteIntent, actionOf: (procedure: string) => string): Access {
  if (intent.operation === 'CALL') return actionAccess(actionOf(intent.procedure));
  return operationAccess(OPERATIONS[intent.operation], 'selects' in intent && intent.selects !== 'one');
}

function subjectOf(
  write: Write,
  { entityTypeOf, actionOf }: Pick<ReturnType<typeof tablesOf>, 'entityTypeOf' | 'actionOf'>,
): Parameters<OperationContext['onSubject']>[0] {
  if (write.operation === 'CALL') return { operation: 'EXECUTE', action: actionOf(write.procedure) };
  return { operation: OPERATIONS[write.operation], entityType: entityTypeOf(write.table) };
}

/** A key that no caller chooses by chance. */
const keyOfPart = ({ key, row }: KeyedWrite): string => `${sha256(key)}#${row}`;

function toWriteOutcome(outcome: PartOutcome<Done>): WriteOutcome {
  const { twilioRequests: requests } = outcome.record;
  if (!('failure' in outcome)) return { status: 'done', requests, ...outcome.answer };
  const { failure } = outcome;
  const error = fromFailure(failure, { facts: {}, cause: outcome.error });
  return { status: MAYBE_DONE_CODES.includes(failure.code) ? 'unknown' : 'failed', error, requests };
}

function bulkNotAllowed(intent: WriteIntent, { name }: EntityType): ConnectorError {
  return new ConnectorError(
    'FAILED_PRECONDITION',
    `This connection does not allow ${intent.operation} of ${name} by a condition on columns other than the key. ` +
      'Select rows by their keys (=, IN), or set the connection\'s variable "bulk".',
    { reason: 'BULK_NOT_ALLOWED' },
  );
}

/** What is too large to be kept cannot be repeated safely. */
function checkSize<T>(plan: T): T {
  const bytes = Buffer.byteLength(JSON.stringify(plan));
  if (bytes <= MAX_RESULT_BYTES / 2) return plan;
  throw new ConnectorError(
    'INVALID_ARGUMENT',
    `The rows of the statement have ${bytes} bytes. With an idempotency key, at most ${MAX_RESULT_BYTES / 2} are possible. Write fewer rows at once.`,
    { reason: 'TOO_MANY_ROWS' },
  );
}

const both = (one: () => void, other: () => void) => () => {
  one();
  other();
};
