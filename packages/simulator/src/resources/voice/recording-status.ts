import type { Form, Params, Values, World } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { TwilioProblem } from '../../twilio/problem.js';

const ACTIVE = ['in-progress', 'paused'];
const SETTABLE = ['in-progress', 'paused', 'stopped'];

/** Finds a recording by its SID, or the active one by the name `Twilio.CURRENT`. */
export function findRecording({ Sid: sid = '', CallSid, ConferenceSid }: Params, world: World): Row | undefined {
  const table = world.table('Recordings');
  if (sid !== 'Twilio.CURRENT') return table.get(sid);
  for (const row of table.olderThan() ?? []) {
    const hasSameParent = CallSid ? row.call_sid === CallSid : row.conference_sid === ConferenceSid;
    if (hasSameParent && ACTIVE.includes(String(row.status))) return row;
  }
  return undefined;
}

/**
 * Pauses, resumes or stops a recording.
 *
 * @throws TwilioProblem 20001 for any other status, 21220 when the recording is not active
 */
export function changeRecording(row: Row, form: Form, world: World): Values {
  const status = form.get('Status') ?? '';
  if (!SETTABLE.includes(status)) throw new TwilioProblem(400, 20_001, `Status must be one of ${SETTABLE.join(', ')}.`);
  if (!ACTIVE.includes(String(row.status))) {
    throw new TwilioProblem(400, 21_220, `The recording is not in progress; it is ${String(row.status)}.`);
  }
  const seconds = Math.round((world.now() - Number(row.start_time)) / 1000);
  return { status, date_updated: world.now(), ...(status === 'stopped' && { duration: String(seconds) }) };
}

/** @throws TwilioProblem 20009 while the recording is active */
export function checkNotActive(row: Row): void {
  if (!ACTIVE.includes(String(row.status))) return;
  throw new TwilioProblem(409, 20_009, 'The recording cannot be deleted while it is in progress.');
}
