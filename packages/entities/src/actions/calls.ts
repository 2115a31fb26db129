import { calls } from '../catalog/voice/calls.js';
import { defineAction } from '../model/index.js';
import { columnsOf, createFieldsOf, optional, required } from './fields-of.js';

const { docs, path, fields } = calls;
const oneCall = { docs, method: 'POST', path: `${path}/{Sid}` } as const;
const state = { Sid: fields.Sid, Status: fields.Status };

export const makeCall = defineAction({
  name: 'MakeCall',
  description: 'Places a call that follows TwiML given by URL, as text or by an application.',
  docs,
  method: 'POST',
  path,
  inputParameters: createFieldsOf(calls),
  needsOneOf: [['Url', 'Twiml', 'ApplicationSid']],
  resultMetadata: columnsOf(calls),
  isIdempotent: false,
  spendsMoney: true,
  consequence: 'places a call, which costs money and reaches a person',
});

export const hangupCall = defineAction({
  ...oneCall,
  name: 'HangupCall',
  description: 'Ends a ringing or active call.',
  inputParameters: { Sid: required(fields.Sid, 'The call.') },
  constants: { Status: 'completed' },
  resultMetadata: state,
  isIdempotent: true,
  isDestructive: true,
  consequence: 'ends the call',
});

export const cancelCall = defineAction({
  ...oneCall,
  name: 'CancelCall',
  description: 'Cancels a queued or ringing call. A call that has been answered continues.',
  inputParameters: { Sid: required(fields.Sid, 'The call.') },
  constants: { Status: 'canceled' },
  resultMetadata: state,
  isIdempotent: true,
  isDestructive: true,
  consequence: 'cancels the call',
});

export const redirectCall = defineAction({
  ...oneCall,
  name: 'RedirectCall',
  description: 'Makes an active call follow other TwiML.',
  inputParameters: {
    Sid: required(fields.Sid, 'The call.'),
    Url: optional(fields.Url, 'URL of the TwiML.'),
    Method: optional(fields.Method, 'HTTP method of the URL. Default: POST.'),
    Twiml: optional(fields.Twiml, 'The TwiML itself, instead of a URL.'),
  },
  needsOneOf: [['Url', 'Twiml']],
  resultMetadata: state,
  isIdempotent: false,
});
