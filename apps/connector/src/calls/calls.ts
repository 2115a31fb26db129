import type { Audit } from '../access/audit.js';
import type { Authorize } from '../access/authorize.js';
import { isAuditedWrite } from '../access/permissions.js';
import type { Idempotency } from '../idempotency/idempotency.js';
import type { Call, CallOutcome, CallRecord, CallResult, Requirement, TargetName } from './call.js';
import { CALL_DEADLINE_MS, withDeadline } from './deadline.js';
import { type Failure, toFailure } from './failure.js';
import { type ConnectionsPort, onTarget } from './targets.js';

/** What the core stands on. */
export interface CallsPorts {
  readonly connections: ConnectionsPort;
  readonly authorize: Authorize;
  readonly idempotency: Pick<Idempotency, 'once'>;
  readonly audit: Pick<Audit, 'write'>;
  /** Receives the error when a call could not be written to the audit log; the call keeps its answer. */
  readonly onAuditError: (error: unknown, record: CallRecord) => void;
}

/** The core: every call of every front takes this path. */
export interface Calls {
  /**
   * Carries out a call: permission → rest of the request → permission again → idempotency key → deadline → work → audit.
   *
   * Permissions are checked twice. First on what the front knows before it reads the request's content, so that a caller
   * without permission cannot make the server read or look up more. Then on the whole request: reading it may have taken
   * long enough for a role to be revoked, and for some methods only the content tells what they do. From then on the call is
   * in flight and is seen through. Kept answers are no exception: a repeated call passes both checks before it is replayed.
   *
   * Never rejects: a failure is part of the outcome.
   */
  run<T extends TargetName, I, A>(call: Call<T, I, A>): Promise<CallOutcome<A>>;
}

export function createCalls(ports: CallsPorts): Calls {
  const { connections, authorize, idempotency } = ports;
  return {
    async run<T extends TargetName, I, A>(call: Call<T, I, A>) {
      const { method, caller, signal, deadlineMs = CALL_DEADLINE_MS } = call;
      let known: Requirement = { permission: call.permission, resource: 'unknown', audit: call.audit };
      let twilioRequests = 0;
      let isReplayed = false;

      const demand = async (requirement: Requirement) => {
        known = requirement;
        await authorize(caller, requirement.permission, requirement.resource, requirement.asked);
      };
      const permit = async () =>
        demand({ ...known, permission: call.permission, resource: await call.resource(), asked: call.asked });
      const onAttempt = () => {
        twilioRequests += 1;
      };

      const carryOut = async (): Promise<CallResult<A>> => {
        await permit();
        const input = await call.read();
        await permit();
        const own = await call.requirement?.(input, known.resource);
        if (own) await demand({ audit: call.audit, ...own });
        const { resource } = known;
        const work = () =>
          withDeadline(signal, deadlineMs, (limited) =>
            onTarget(connections, { on: call.on, resource }, (target) =>
              call.work(target, input, { resource, onAttempt, signal: limited }),
            ),
          );
        const key = isWrite(known) ? call.idempotency?.(input) : undefined;
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
      const { resource } = known;
      const isWriting = isWrite(known) && !isReplayed;
      const record = { method, caller: caller.member, resource, twilioRequests, isWrite: isWriting, isReplayed };
      await writeAudit(ports, record, 'failure' in result ? result.failure : undefined);
      return { ...result, record };
    },
  };
}

function isWrite({ audit = 'DATA_WRITE' }: Requirement): boolean {
  return isAuditedWrite(audit);
}

/** After a failure with one of these codes, the work may have been done. */
const UNSURE_CODES: readonly string[] = ['UNKNOWN', 'INTERNAL'];

/** Work whose result can be kept as JSON. An error cannot, so it is held beside it, for the log. */
function createAttempt<A>(work: () => Promise<A>, signal: AbortSignal) {
  let thrown: unknown;
  return {
    error: () => thrown,
    async carryOut(): Promise<{ readonly value: CallResult<A>; readonly isFinal: boolean }> {
      try {
        return { value: { answer: await work() }, isFinal: true };
      } catch (error) {
        thrown = error;
        const failure = toFailure(error, signal);
        return { value: { failure }, isFinal: UNSURE_CODES.includes(failure.code) };
      }
    },
  };
}

/** The audit log keeps writes, and every call that was denied. */
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
