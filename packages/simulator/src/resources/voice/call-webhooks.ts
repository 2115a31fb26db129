import type { Form, Values, World } from '../../model/resource.js';
import { type Row, textOf } from '../../model/row.js';
import { methodOf, parametersOf, type Webhook } from '../../model/webhook.js';
import { toRfc2822 } from '../../twilio/times.js';
import { callStates, hasEnded } from './call-life.js';

/** The event that each status of a call in progress is. All others are `completed`. */
const EVENTS: Readonly<Record<string, string>> = {
  queued: 'initiated',
  ringing: 'ringing',
  'in-progress': 'answered',
};

/** The settings of a new call's status callbacks: its own, or those of its application. */
export function callbackSettings(form: Form, world: World): Values {
  const application = world.table('Applications').get(form.get('ApplicationSid') ?? '');
  const own = form.get('StatusCallback');
  const events = form.getAll('StatusCallbackEvent');
  return {
    status_callback: own || textOf(application, 'status_callback'),
    status_callback_method: own ? form.get('StatusCallbackMethod') : application?.status_callback_method,
    status_callback_events: own && events.length > 0 ? events : ['completed'],
  };
}

/** The status callbacks of a call: one for each event that it was created with. */
export function callWebhooks(row: Row): readonly Webhook[] {
  const { status_callback: url, status_callback_method: method, status_callback_events: events } = row;
  if (typeof url !== 'string' || url === '' || !Array.isArray(events)) return [];
  const states = callStates(row).map((state) => ({ ...state, event: EVENTS[textOf(state, 'status')] ?? 'completed' }));
  return states
    .filter(({ event }) => events.includes(event))
    .map((state) => ({
      event: state.event,
      at: state.at,
      url,
      method: methodOf(method),
      parameters: callParameters(state, sequenceNumber(state.event, events)),
    }));
}

/** The position of an event among those that the call was created with, in the order of time. */
function sequenceNumber(event: string, events: readonly unknown[]): number {
  const order = [...Object.values(EVENTS), 'completed'];
  return order.filter((each) => events.includes(each)).indexOf(event);
}

/** https://www.twilio.com/docs/voice/api/call-resource#statuscallback */
function callParameters(row: Row & { readonly at: number; readonly event: string }, sequence: number) {
  const seconds = Number(row.duration);
  return parametersOf({
    CallSid: row.sid,
    AccountSid: row.account_sid,
    From: row.from,
    Caller: row.from,
    To: row.to,
    Called: row.to,
    CallStatus: row.event === 'initiated' ? 'initiated' : row.status,
    ApiVersion: row.api_version,
    Direction: row.direction,
    Timestamp: toRfc2822(row.at),
    CallbackSource: 'call-progress-events',
    SequenceNumber: sequence,
    ...(hasEnded(row) && { CallDuration: seconds, Duration: Math.ceil(seconds / 60) }),
  });
}
