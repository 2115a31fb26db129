import { conferences } from '../catalog/voice/conferences.js';
import { members } from '../catalog/voice/members.js';
import { participants } from '../catalog/voice/participants.js';
import { defineAction } from '../model/index.js';
import { createFieldsOf, optional, required } from './fields-of.js';

const conference = conferences.fields;
const participant = participants.fields;
const oneConference = { docs: conferences.docs, method: 'POST', path: `${conferences.path}/{Sid}` } as const;
const oneParticipant = { docs: participants.docs, path: `${participants.path}/{CallSid}` } as const;
const ofConference = required(participant.ConferenceSid, 'The conference.');
const isOn = {
  CallSid: participant.CallSid,
  Muted: participant.Muted,
  Hold: participant.Hold,
  Coaching: participant.Coaching,
  Status: participant.Status,
};

export const endConference = defineAction({
  ...oneConference,
  name: 'EndConference',
  description: 'Ends a conference for everyone.',
  inputParameters: { Sid: required(conference.Sid, 'The conference.') },
  constants: { Status: 'completed' },
  resultMetadata: { Sid: conference.Sid, Status: conference.Status },
  isIdempotent: true,
  isDestructive: true,
  consequence: 'ends the conference for everyone',
});

export const announceConference = defineAction({
  ...oneConference,
  name: 'AnnounceConference',
  description: 'Plays an announcement to everyone in a conference.',
  inputParameters: {
    Sid: required(conference.Sid, 'The conference.'),
    AnnounceUrl: required(conference.AnnounceUrl, 'URL of the audio file or TwiML to play.'),
    AnnounceMethod: optional(conference.AnnounceMethod, 'HTTP method of the URL. Default: POST.'),
  },
  resultMetadata: { Sid: conference.Sid, Status: conference.Status },
  isIdempotent: false,
});

export const addParticipant = defineAction({
  name: 'AddParticipant',
  description: 'Calls a participant into a conference.',
  docs: participants.docs,
  method: 'POST',
  path: participants.path,
  inputParameters: {
    ConferenceSid: required(participant.ConferenceSid, 'The conference: its SID, or its name, which starts it.'),
    ...createFieldsOf(participants),
  },
  resultMetadata: isOn,
  isIdempotent: false,
  spendsMoney: true,
  consequence: 'places a call, which costs money and reaches a person',
});

export const updateParticipant = defineAction({
  ...oneParticipant,
  name: 'UpdateParticipant',
  description: 'Mutes or unmutes a participant, puts it on hold or resumes it, or starts or stops coaching.',
  method: 'POST',
  inputParameters: {
    ConferenceSid: ofConference,
    CallSid: required(participant.CallSid, 'The participant, by call SID or label.'),
    Muted: optional(participant.Muted),
    Hold: optional(participant.Hold),
    HoldUrl: optional(participant.HoldUrl),
    Coaching: optional(participant.Coaching),
    CallSidToCoach: optional(participant.CallSidToCoach),
  },
  needsOneOf: [['Muted', 'Hold', 'HoldUrl', 'Coaching', 'CallSidToCoach']],
  resultMetadata: isOn,
  isIdempotent: true,
});

export const kickParticipant = defineAction({
  ...oneParticipant,
  name: 'KickParticipant',
  description: 'Removes a participant from a conference.',
  method: 'DELETE',
  inputParameters: {
    ConferenceSid: ofConference,
    CallSid: required(participant.CallSid, 'The participant, by call SID or label.'),
  },
  resultMetadata: {},
  isIdempotent: true,
  isDestructive: true,
  consequence: 'removes the participant from the conference',
});

export const dequeueMember = defineAction({
  name: 'DequeueMember',
  description: 'Removes a call from a queue and makes it follow TwiML.',
  docs: members.docs,
  method: 'POST',
  path: `${members.path}/{CallSid}`,
  inputParameters: {
    QueueSid: required(members.fields.QueueSid),
    CallSid: required(members.fields.CallSid, "The waiting call, or 'Front' for the first."),
    Url: required(members.fields.Url),
    Method: optional(members.fields.Method),
  },
  resultMetadata: {
    CallSid: members.fields.CallSid,
    QueueSid: members.fields.QueueSid,
    Position: members.fields.Position,
    WaitTime: members.fields.WaitTime,
  },
  isIdempotent: false,
});
