import { TwilioProblem } from '../../twilio/problem.js';
import type { Row } from '../../model/table.js';
import type { Form, Params, Values, World } from '../../model/resource.js';

const UNDER_WAY = ['in-progress', 'paused'];
const ASKED = ['in-progress', 'paused', 'stopped'];

/** A recording by its SID, or the one under way by the name `Twilio.CURRENT`. */
export function findRecording({ Sid: sid = '', CallSid, ConferenceSid }: Params, world: World): Row | undefined {
  const table = world.table('Recordings');
  if (sid !== 'Twilio.CURRENT') return table.get(sid);
  for (const row of table.olderThan() ?? []) {
    const isOfThis = CallSid ? row.call_sid === CallSid : row.conference_sid === ConferenceSid;
    if (isOfThis && UNDER_WAY.includes(String(row.status))) return row;
  }
  return undefined;
}

/** Pauses, goes on or stops; throws 20001 for another status and 21220 when the recording is over. */
export function changeRecording(row: Row, form: Form, world: World): Values {
  const status = form.get('Status') ?? '';
  if (!ASKED.includes(status)) throw new TwilioProblem(400, 20_001, `Status must be one of ${ASKED.join(', ')}.`);
  if (!UNDER_WAY.includes(String(row.status))) {
    throw new TwilioProblem(400, 21_220, `The recording is not in progress; it is ${String(row.status)}.`);
  }
  const seconds = Math.round((world.now() - Number(row.start_time)) / 1000);
  return { status, date_updated: world.now(), ...(status === 'stopped' && { duration: String(seconds) }) };
}

/** @throws TwilioProblem 20009 while it is recorded */
export function checkIsOver(row: Row): void {
  if (!UNDER_WAY.includes(String(row.status))) return;
  throw new TwilioProblem(409, 20_009, 'The recording cannot be deleted while it is in progress.');
}
