import type { Audit } from '../access/audit.js';
import type { Authorize } from '../access/authorize.js';
import { isAuditedWrite } from '../access/permissions.js';
import type { Effect, Idempotency } from '../idempotency/idempotency.js';
import type { Call, CallOutcome, CallRecord, CallResult, Requirement, TargetName } from './call.js';
import { CALL_DEADLINE_MS, withDeadline } from './deadline.js';
import { type Failure, toFailure } from './failure.js';
import { type MemoryBudget, NO_MEMORY_LIMIT } from './memory-budget.js';
import { type ConnectionsPort, onTarget } from './targets.js';

/** The dependencies of the core. */
export interface CallsPorts {
  readonly connections: ConnectionsPort;
  readonly authorize: Authorize;
  readonly idempotency: Pick<Idempotency, 'once'>;
  readonly audit: Pick<Audit, 'write'>;
  /** Default: no limit. */
  readonly memory?: Pick<MemoryBudget, 'open'>;
  /** Called if a call cannot be written to the audit log. The call still returns its answer. */
  readonly onAuditError: (error: unknown, record: CallRecord) => void;
}

/** The core: every call from every front goes through it. */
export interface Calls {
  /**
   * Carries out a call: permission → rest of the request → permission again → idempotency key → deadline → work → audit.
   *
   * Permissions are checked twice. The first check comes before the front reads the rest of the request, so that a caller
   * without permission cannot make the server read or look up more. The second check comes after it: a role may have been
   * revoked while the request arrived, and some methods require a permission that depends on the content. After that the
   * call is in flight and completes. A repeated call with an idempotency key passes both checks before its answer is replayed.
   *
   * Never rejects: a failure is part of the outcome.
   */
  run<T extends TargetName, I, A>(call: Call<T, I, A>): Promise<CallOutcome<A>>;
}

export function createCalls(ports: CallsPorts): Calls {
  const { connections, authorize, idempotency, memory: budget = NO_MEMORY_LIMIT } = ports;
  return {
    async run<T extends TargetName, I, A>(call: Call<T, I, A>) {
      const { method, caller, signal, deadlineMs = CALL_DEADLINE_MS } = call;
      let checked: Requirement = { permission: call.permission, resource: 'unknown', audit: call.audit };
      let twilioRequests = 0;
      let isReplayed = false;
      const memory = budget.open();

      const check = async (requirement: Requirement) => {
        checked = requirement;
        await authorize(caller, requirement.permission, requirement.resource, requirement.asked);
      };
      const checkPermission = async () =>
        check({ permission: call.permission, resource: await call.resource(), asked: call.asked, audit: call.audit });
      const onAttempt = () => {
        twilioRequests += 1;
      };

      const carryOut = async (): Promise<CallResult<A>> => {
        await checkPermission();
        const input = await call.read(memory);
        await checkPermission();
        const requirement = await call.requirement?.(input, checked.resource);
        if (requirement) await check({ audit: call.audit, ...requirement });
        const { resource } = checked;
        const work = () =>
          withDeadline(signal, deadlineMs, (limited) =>
            onTarget(connections, { on: call.on, resource }, (target) =>
              call.work(target, input, { resource, onAttempt, signal: limited, reserve: memory.reserve }),
            ),
          );
        const key = isWrite(checked) ? call.idempotency?.(input) : undefined;
        if (!key) return { answer: await work() };
        const attempt = createAttempt(work, signal);
        const kept = await idempotency.once({ caller: caller.member, ...key }, () => attempt.carryOut());
        isReplayed = kept.isRepeated;
        return { ...kept.value, ...(attempt.error() !== undefined && { error: attempt.error() }) };
      };

      const result = await carryOut().catch((error: unknown): CallResult<A> => ({
        failure: toFailure(error, signal),
        error,
      }));
      if ('failure' in result) memory.release();
      const { resource } = checked;
      const isWriting = isWrite(checked) && !isReplayed;
      const record = { method, caller: caller.member, resource, twilioRequests, isWrite: isWriting, isReplayed };
      await writeAudit(ports, record, 'failure' in result ? result.failure : undefined);
      return { ...result, record, memory };
    },
  };
}

function isWrite({ audit = 'DATA_WRITE' }: Requirement): boolean {
  return isAuditedWrite(audit);
}

/** After a failure with one of these codes, the write may have been carried out, so it must not be repeated. */
const MAYBE_DONE_CODES: readonly string[] = ['UNKNOWN', 'INTERNAL'];

/** Work whose result can be stored as JSON. An error cannot, so it is available separately, for the log. */
function createAttempt<A>(work: () => Promise<A>, signal: AbortSignal) {
  let thrown: unknown;
  return {
    error: () => thrown,
    async carryOut(): Promise<{ readonly value: CallResult<A>; readonly effect: Effect }> {
      try {
        return { value: { answer: await work() }, effect: 'done' };
      } catch (error) {
        thrown = error;
        const failure = toFailure(error, signal);
        return { value: { failure }, effect: MAYBE_DONE_CODES.includes(failure.code) ? 'unsure' : 'none' };
      }
    },
  };
}

/** Writes and denied calls are audited. */
async function writeAudit(
  { audit, onAuditError }: CallsPorts,
  record: CallRecord,
  failure: Failure | undefined,
): Promise<void> {
  if (!record.isWrite && failure?.code !== 'PERMISSION_DENIED') return;
  const { method, caller, resource } = record;
  try {
    await audit.write({
      caller,
      method,
      resource,
      status: failure?.code ?? 'OK',
      ...(failure && { reason: failure.reason }),
    });
  } catch (error) {
    onAuditError(error, record);
  }
}
