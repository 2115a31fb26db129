import type { Audit } from '../access/audit.js';
import type { Authorize } from '../access/authorize.js';
import { type Access, isAuditedWrite } from '../access/permissions.js';
import type { Effect, Idempotency } from '../idempotency/idempotency.js';
import { type Clocks, SYSTEM_CLOCKS } from '../store/clock.js';
import { createCallId } from './call-id.js';
import type {
  Call,
  CallOutcome,
  CallRecord,
  CallResult,
  CallSubject,
  Requirement,
  TargetName,
  Targets,
} from './call.js';
import { CALL_DEADLINE_MS, withDeadline } from './deadline.js';
import type { EventListener } from './events.js';
import { type Failure, toFailure } from './failure.js';
import { logSettingsOf } from '../connections/log-settings.js';
import { type CallMemory, type MemoryBudget, NO_MEMORY_LIMIT } from './memory-budget.js';
import { createParts } from './parts.js';
import { type ConnectionsPort, onTarget } from './targets.js';

/** The dependencies of the core. */
export interface CallsPorts extends Partial<Clocks> {
  readonly connections: ConnectionsPort;
  readonly authorize: Authorize;
  readonly idempotency: Pick<Idempotency, 'once'>;
  readonly audit: Pick<Audit, 'write'>;
  /** Default: no limit. */
  readonly memory?: Pick<MemoryBudget, 'open'>;
  /** Called when a call has ended and its audit record has been written. Must not throw. */
  readonly onCall?: EventListener['call'];
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

export function createCalls(given: CallsPorts): Calls {
  const ports = { memory: NO_MEMORY_LIMIT, ...SYSTEM_CLOCKS, ...given };
  const calls: Calls = {
    async run<T extends TargetName, I, A>(call: Call<T, I, A>) {
      const { id = createCallId(), traceparent, method, caller, signal } = call;
      const startMs = ports.now();
      const startedAt = ports.steadyNow();
      const memory = ports.memory.open();
      const course: Course = {
        checked: { permission: call.permission, resource: 'unknown', audit: call.audit },
        twilioRequests: 0,
        isReplayed: false,
      };
      const result = await carryOut(call, { id, course, memory }, { ...ports, run: (part) => calls.run(part) }).catch(
        (error: unknown): CallResult<A> => ({
          failure: toFailure(error, signal),
          error,
        }),
      );
      if ('failure' in result) memory.release();
      const failure = 'failure' in result ? result.failure : undefined;
      const { checked, isReplayed, twilioRequests, subject, input } = course;
      const what = {
        ...(traceparent !== undefined && { traceparent }),
        method,
        caller: caller.member,
        resource: checked.resource,
        ...(subject && { subject }),
        ...(input !== undefined && { input }),
      };
      const times = { startMs, durationMs: ports.steadyNow() - startedAt };
      const record = { id, ...what, ...times, twilioRequests, isWrite: isWrite(checked) && !isReplayed, isReplayed };
      await writeAudit(ports, { ...record, entity: course.entity ?? undefined }, failure);
      ports.onCall?.({ record, failure });
      return { ...result, record, memory };
    },
  };
  return calls;
}

/** How far a call has come. */
interface Course {
  /** The permission that was checked last, and its resource. */
  checked: Requirement;
  subject?: CallSubject;
  /** The entity that the call writes; null if it writes several. */
  entity?: string | null;
  input?: string;
  twilioRequests: number;
  isReplayed: boolean;
}

interface Progress {
  readonly id: string;
  readonly course: Course;
  readonly memory: CallMemory;
}

async function carryOut<T extends TargetName, I, A>(
  call: Call<T, I, A>,
  { id, course, memory }: Progress,
  { authorize, connections, idempotency, run }: CallsPorts & Pick<Calls, 'run'>,
): Promise<CallResult<A>> {
  const { caller, traceparent, signal, deadlineMs = CALL_DEADLINE_MS } = call;
  const check = async (requirement: Requirement) => {
    course.checked = requirement;
    await authorize(caller, requirement.permission, requirement.resource, requirement.asked);
  };
  const checkPermission = async () =>
    check({ permission: call.permission, resource: await call.resource(), asked: call.asked, audit: call.audit });

  await checkPermission();
  const input = await call.read(memory);
  await checkPermission();
  const requirement = await call.requirement?.(input, course.checked.resource);
  if (requirement) await check({ audit: call.audit, ...requirement });
  const { resource } = course.checked;
  const given = call.idempotency?.(input);
  let hasSent = false;
  const onPart = (isReplayed: boolean) => {
    hasSent ||= !isReplayed;
    course.isReplayed = !hasSent;
  };
  const require = (access: Access) => check({ ...access, resource, asked: call.asked });
  const parts = createParts({ call, resource, idempotencyKey: given?.key, require, onPart }, { run, idempotency });
  const contextOf = (target: Targets[T]) => ({
    resource,
    origin: { call: id, caller: caller.member, ...(traceparent !== undefined && { traceparent }) },
    onAttempt: () => void (course.twilioRequests += 1),
    onSubject(subject: CallSubject, input: object) {
      course.subject = subject;
      course.entity = oneOf(course.entity, subject.entity);
      if (mayLogPayloads(target)) course.input = JSON.stringify(input).slice(0, MAX_INPUT);
    },
    reserve: memory.reserve,
    parts,
  });
  const work = () =>
    withDeadline(signal, deadlineMs, (limited) =>
      onTarget(connections, { on: call.on, resource }, (target) =>
        call.work(target, input, { ...contextOf(target), signal: limited }),
      ),
    );
  const key = isWrite(course.checked) ? given : undefined;
  if (!key) return { answer: await work() };
  const attempt = createAttempt(work, signal);
  const kept = await idempotency.once({ caller: caller.member, ...key }, () => attempt.carryOut());
  course.isReplayed = kept.isRepeated;
  return { ...kept.value, ...(attempt.error() !== undefined && { error: attempt.error() }) };
}

/** A call that writes several entities is about none of them. */
function oneOf(before: string | null | undefined, now: string | undefined): string | null | undefined {
  if (now === undefined || now === before) return before;
  return before === undefined ? now : null;
}

/** Of a longer input, the log gets a part: more than it keeps, so that no secret is cut in two before it is hidden. */
const MAX_INPUT = 16_384;

function mayLogPayloads(target: Targets[TargetName]): boolean {
  if (target === undefined || !('connection' in target)) return false;
  const settings = logSettingsOf(target.connection);
  return settings !== 'off' && settings.hasPayloads;
}

function isWrite({ audit = 'DATA_WRITE' }: Requirement): boolean {
  return isAuditedWrite(audit);
}

/** After a failure with one of these codes, the write may have been carried out, so it must not be repeated. */
export const MAYBE_DONE_CODES: readonly string[] = ['UNKNOWN', 'INTERNAL'];

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
  record: CallRecord & { readonly entity: string | undefined },
  failure: Failure | undefined,
): Promise<void> {
  if (!record.isWrite && failure?.code !== 'PERMISSION_DENIED') return;
  const { id, method, caller, resource, entity } = record;
  try {
    await audit.write({
      callId: id,
      caller,
      method,
      resource,
      ...(entity !== undefined && { entity }),
      status: failure?.code ?? 'OK',
      ...(failure && { reason: failure.reason }),
    });
  } catch (error) {
    onAuditError(error, record);
  }
}
