import { SimulatorError } from '../../errors.js';
import type { World } from '../../model/resource.js';
import { type Row, textOf } from '../../model/row.js';
import { methodOf, parametersOf, type Webhook } from '../../model/webhook.js';
import { findNumber, isPhoneNumber, numberOf, WHATSAPP_SANDBOX } from '../phone-number.js';
import { baseMessage } from './create-message.js';
import { newMedia } from './media.js';
import { messageParameters } from './message-webhooks.js';
import { countSegments } from './segments.js';

/** A message that someone sends to a number of the account, with the names of Twilio's parameters. */
export interface InboundMessage {
  /** A phone number in E.164 format, with the prefix `whatsapp:` for WhatsApp. */
  readonly From: string;
  /** A number of the account, or the WhatsApp sandbox. */
  readonly To: string;
  readonly Body?: string;
  /** The file is not fetched. */
  readonly MediaUrl?: string | readonly string[];
}

/**
 * Stores an inbound message and plans the webhook to the `SmsUrl` of its number.
 *
 * @throws SimulatorError INVALID_OPTION
 */
export function receiveMessage(message: InboundMessage, world: World): Row {
  const { From, To, Body = '', MediaUrl = [] } = message;
  checkTexts({ From, To, Body }, [MediaUrl].flat());
  const number = findNumber(numberOf(To), 'IncomingPhoneNumbers', world);
  if (!number && To !== WHATSAPP_SANDBOX) {
    throw new SimulatorError('INVALID_OPTION', `To must be a phone number of the account, not ${JSON.stringify(To)}.`);
  }
  const owner = { ...world, accountSid: textOf(number, 'account_sid') || world.accountSid };
  const now = world.now();
  const urls = [MediaUrl].flat();
  const sid = world.sid(urls.length > 0 ? 'MM' : 'SM');
  const media = urls.map((url) => world.table('Media').put(newMedia(url, sid, owner)));
  const row = world.table('Messages').put({
    ...baseMessage(owner.accountSid, sid),
    from: From,
    to: To,
    body: Body,
    direction: 'inbound',
    status: 'received',
    num_media: String(media.length),
    num_segments: String(countSegments(Body)),
    date_created: now,
    date_updated: now,
    date_sent: now,
  });
  world.plan(sid, inboundWebhooks(row, media, smsHandler(number, world)));
  return row;
}

function checkTexts(texts: Readonly<Record<string, unknown>>, media: readonly unknown[]): void {
  for (const [name, text] of Object.entries(texts)) {
    if (typeof text === 'string' && (name !== 'From' || isPhoneNumber(numberOf(text)))) continue;
    const shape = name === 'Body' ? 'a text' : 'a phone number such as +15550100001';
    throw new SimulatorError('INVALID_OPTION', `${name} must be ${shape}, not ${JSON.stringify(text)}.`);
  }
  if (media.every((url) => typeof url === 'string')) return;
  throw new SimulatorError('INVALID_OPTION', 'MediaUrl must be a URL or a list of URLs.');
}

/** Where Twilio sends the messages to a number: the URL of its application if it has one, otherwise its own. */
function smsHandler(number: Row | undefined, world: World): Row | undefined {
  return world.table('Applications').get(textOf(number, 'sms_application_sid')) ?? number;
}

/** https://www.twilio.com/docs/messaging/guides/webhook-request */
function inboundWebhooks(row: Row, media: readonly Row[], handler: Row | undefined): readonly Webhook[] {
  const url = textOf(handler, 'sms_url');
  if (url === '') return [];
  const files = media.flatMap(({ sid, content_type: type }, index) => [
    [
      `MediaUrl${index}`,
      `https://api.twilio.com/2010-04-01/Accounts/${textOf(row, 'account_sid')}/Messages/${row.sid}/Media/${sid}`,
    ],
    [`MediaContentType${index}`, type],
  ]);
  const parameters = {
    ...parametersOf({
      ...messageParameters(row),
      SmsMessageSid: row.sid,
      NumMedia: row.num_media,
      NumSegments: row.num_segments,
      ...Object.fromEntries(files),
    }),
    Body: textOf(row, 'body'),
  };
  return [{ event: 'received', at: Number(row.date_created), url, method: methodOf(handler?.sms_method), parameters }];
}
