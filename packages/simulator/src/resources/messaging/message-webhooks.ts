import type { Form, World } from '../../model/resource.js';
import { type Row, textOf } from '../../model/row.js';
import { parametersOf, type Webhook } from '../../model/webhook.js';
import { messageStates } from './message-life.js';

/**
 * Where the status callbacks of a new message go: its own `StatusCallback`, or that of its messaging service or of its
 * application (https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource).
 */
export function statusCallbackOf(form: Form, world: World): string {
  const service = world.table('MessagingServices').get(form.get('MessagingServiceSid') ?? '');
  const application = world.table('Applications').get(form.get('ApplicationSid') ?? '');
  return (
    form.get('StatusCallback') || textOf(service, 'status_callback') || textOf(application, 'message_status_callback')
  );
}

/** The status callbacks of a message: one for each status after that of its creation. */
export function messageWebhooks(row: Row): readonly Webhook[] {
  const url = textOf(row, 'status_callback');
  if (url === '') return [];
  return messageStates(row).map((state) => ({
    event: textOf(state, 'status'),
    at: state.at,
    url,
    method: 'POST',
    parameters: parametersOf({
      ...messageParameters(state),
      MessageStatus: state.status,
      ErrorCode: state.error_code,
    }),
  }));
}

/** The parameters that all webhooks about a message have. */
export function messageParameters(row: Row) {
  return {
    MessageSid: row.sid,
    SmsSid: row.sid,
    SmsStatus: row.status,
    AccountSid: row.account_sid,
    MessagingServiceSid: row.messaging_service_sid,
    From: row.from,
    To: row.to,
    ApiVersion: row.api_version,
  };
}
