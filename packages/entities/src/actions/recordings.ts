import { callRecordings } from '../catalog/voice/call-recordings.js';
import { recordings } from '../catalog/voice/recordings.js';
import { defineAction, oneOf, text } from '../model/index.js';
import { BYTES } from './bytes-result.js';
import { createFieldsOf, optional, required } from './fields-of.js';

const { fields, docs, path } = callRecordings;
const state = { Sid: fields.Sid, CallSid: fields.CallSid, Status: fields.Status };

export const startCallRecording = defineAction({
  name: 'StartCallRecording',
  description: 'Starts recording an active call.',
  docs,
  method: 'POST',
  path,
  inputParameters: { CallSid: required(fields.CallSid), ...createFieldsOf(callRecordings) },
  resultMetadata: state,
  isIdempotent: false,
  spendsMoney: true,
  consequence: 'records people, which often requires their consent by law, and costs money',
});

export const updateCallRecording = defineAction({
  name: 'UpdateCallRecording',
  description: 'Pauses, resumes or stops a recording of a call.',
  docs,
  method: 'POST',
  path: `${path}/{Sid}`,
  inputParameters: {
    CallSid: required(fields.CallSid),
    Sid: text({ create: 'required', description: "The recording, or 'Twilio.CURRENT' for the running one." }),
    Status: required(oneOf(['in-progress', 'paused', 'stopped']), 'The new status.'),
    PauseBehavior: optional(fields.PauseBehavior, 'The recording during a pause: skip or silence.'),
  },
  resultMetadata: state,
  isIdempotent: true,
});

export const downloadRecording = defineAction({
  name: 'DownloadRecording',
  description: 'Downloads the audio of a recording.',
  docs: recordings.docs,
  method: 'GET',
  path: `${recordings.path}/{Sid}.{Format}`,
  inputParameters: {
    Sid: required(recordings.fields.Sid, 'The recording.'),
    Format: required(oneOf(['mp3', 'wav']), 'The file format: mp3 is smaller, wav is the original.'),
  },
  ...BYTES,
});
