import { messages } from '../catalog/messaging/messages.js';
import { defineAction, oneOf, sid } from '../model/index.js';
import { BYTES } from './bytes-result.js';
import { columnsOf, createFieldsOf, required } from './fields-of.js';

const { docs, path, fields } = messages;

export const sendMessage = defineAction({
  name: 'SendMessage',
  description: 'Sends a message: SMS, MMS, WhatsApp or another channel.',
  docs,
  method: 'POST',
  path,
  inputParameters: createFieldsOf(messages),
  needsOneOf: [
    ['Sender', 'MessagingServiceSid'],
    ['Body', 'MediaUrl', 'ContentSid'],
  ],
  resultMetadata: columnsOf(messages),
  isIdempotent: false,
  spendsMoney: true,
  consequence: 'sends a message, which costs money and reaches a person',
});

export const cancelMessage = defineAction({
  name: 'CancelMessage',
  description: 'Cancels a scheduled message that has not been sent.',
  docs,
  method: 'POST',
  path: `${path}/{Sid}`,
  inputParameters: { Sid: required(fields.Sid, 'The scheduled message.') },
  constants: { Status: 'canceled' },
  resultMetadata: { Sid: fields.Sid, Status: fields.Status },
  isIdempotent: true,
  isDestructive: true,
  consequence: 'cancels the message permanently',
});

export const redactMessage = defineAction({
  name: 'RedactMessage',
  description: 'Removes the text of a message at Twilio. The message itself remains.',
  docs,
  method: 'POST',
  path: `${path}/{Sid}`,
  inputParameters: { Sid: required(fields.Sid, 'The message to redact.') },
  constants: { Body: '' },
  resultMetadata: { Sid: fields.Sid },
  isIdempotent: true,
  isDestructive: true,
  consequence: 'permanently removes the text of the message',
});

export const sendMessageFeedback = defineAction({
  name: 'SendMessageFeedback',
  description:
    'Tells Twilio whether the recipient acted on a message. The message must have been sent with ProvideFeedback.',
  docs: 'https://www.twilio.com/docs/messaging/api/message-feedback-resource',
  method: 'POST',
  path: `${path}/{MessageSid}/Feedback`,
  inputParameters: {
    MessageSid: required(sid(['SM', 'MM'], { references: 'Messages' }), 'The message.'),
    Outcome: required(oneOf(['confirmed', 'unconfirmed']), 'Whether the recipient acted on the message.'),
  },
  resultMetadata: {
    MessageSid: sid(['SM', 'MM']),
    Outcome: oneOf(['confirmed', 'unconfirmed'], { description: 'The reported outcome.' }),
  },
  isIdempotent: true,
});

export const downloadMedia = defineAction({
  name: 'DownloadMedia',
  description: 'Downloads a media file of a message.',
  docs: 'https://www.twilio.com/docs/messaging/api/media-resource',
  method: 'GET',
  path: `${path}/{MessageSid}/Media/{Sid}`,
  inputParameters: {
    MessageSid: required(sid(['SM', 'MM'], { references: 'Messages' }), 'The message.'),
    Sid: required(sid('ME', { references: 'Media' }), 'The file.'),
  },
  ...BYTES,
});
