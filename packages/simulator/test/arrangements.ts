import type { Params } from '../src/model/resource.js';
import type { Arrangement, Arrangements } from './arrangement.js';
import type { Simulated } from './simulate.js';
import { TASK_ROUTER_ARRANGEMENTS } from './task-router-arrangements.js';

const ENDS = { To: '+15550100001', From: '+15550100100' };

/** The SID of the newest entity of a resource. */
function newestOf({ simulator }: Simulated, resource: string): string {
  return simulator.snapshot(resource).at(-1)?.sid ?? '';
}

/** Creates a call in progress and returns its SID. */
async function callInProgress({ simulator, post }: Simulated): Promise<string> {
  const { body } = await post('/Calls.json', { ...ENDS, Url: 'https://example.com/voice' });
  simulator.advance(4000);
  return String(body.sid);
}

/** Creates an active recording of a call. */
async function recordingInProgress(simulated: Simulated): Promise<Arrangement & { readonly params: Params }> {
  const call = await callInProgress(simulated);
  const { body } = await simulated.post(`/Calls/${call}/Recordings.json`);
  return { params: { CallSid: call, Sid: String(body.sid) }, form: { Status: 'paused', PauseBehavior: 'silence' } };
}

async function verification(simulated: Simulated): Promise<Arrangement> {
  const params = { ServiceSid: newestOf(simulated, 'VerifyServices') };
  const form = { To: '+15550100001', Channel: 'sms' };
  await simulated.ask('POST', 'verify', `/v2/Services/${params.ServiceSid}/Verifications`, form);
  return { params: { ...params, Sid: newestOf(simulated, 'Verifications') } };
}

/** The newest role of a type. */
function roleOf({ simulator }: Simulated, resource: string, type: string): string {
  return simulator.snapshot(resource).findLast((row) => row.type === type)?.sid ?? '';
}

/** The newest chat service, which has roles and perhaps users. */
function chatUser(simulated: Simulated): Arrangement {
  const user = simulated.simulator.snapshot('ChatUsers').at(-1);
  const roles = simulated.simulator.snapshot('ChatRoles');
  const role = roles.find((row) => row.service_sid === user?.service_sid && row.type === 'deployment');
  const params = { ServiceSid: String(user?.service_sid), Sid: user?.sid ?? '' };
  return { params, form: { Identity: 'new', FriendlyName: 'New', RoleSid: role?.sid ?? '' } };
}

/** Preparations and forms of the operations that need more than an entity and values of the right types. */
export const ARRANGEMENTS: Arrangements = {
  ...TASK_ROUTER_ARRANGEMENTS,
  'create SipTrunks': () => ({ form: { FriendlyName: 'New', DomainName: 'new.pstn.twilio.com', Secure: 'true' } }),
  'update SipTrunks': () => ({ form: { DomainName: 'other.pstn.twilio.com', TransferMode: 'sip-only' } }),
  'create ChatUsers': chatUser,
  'update ChatUsers'(simulated) {
    const { params, form } = chatUser(simulated);
    return { ...(params && { params }), form: { RoleSid: form?.RoleSid ?? '' } };
  },
  'create ConversationUsers': (simulated) => ({
    form: { Identity: 'new', FriendlyName: 'New', RoleSid: roleOf(simulated, 'ConversationRoles', 'service') },
  }),
  'update ConversationUsers': (simulated) => ({
    form: { FriendlyName: 'New', RoleSid: roleOf(simulated, 'ConversationRoles', 'service') },
  }),
  'create ConversationParticipants': (simulated) => ({
    form: { Identity: 'new', RoleSid: roleOf(simulated, 'ConversationRoles', 'conversation') },
  }),
  'update ConversationParticipants': (simulated) => ({
    form: { Attributes: '{}', RoleSid: roleOf(simulated, 'ConversationRoles', 'conversation') },
  }),
  'update UserConversations': () => ({ form: { NotificationLevel: 'muted', LastReadMessageIndex: '0' } }),
  'create Messages': () => ({ form: { ...ENDS, Body: 'Hello', MediaUrl: 'https://example.com/a.png' } }),
  'update Messages': () => ({ form: { Body: '' } }),
  'create Calls': () => ({ form: { ...ENDS, Url: 'https://example.com/voice', Timeout: '10' } }),
  'update Calls': async (simulated) => ({
    params: { Sid: await callInProgress(simulated) },
    form: { Status: 'completed' },
  }),
  'delete Calls': ({ simulator }) => ({
    params: { Sid: simulator.snapshot('Calls').findLast(({ status }) => status === 'completed')?.sid ?? '' },
  }),
  'create Participants': () => ({ form: { ...ENDS, Timeout: '10', Label: 'guest' } }),
  'create CallRecordings': async (simulated) => ({ params: { CallSid: await callInProgress(simulated) } }),
  'update CallRecordings': recordingInProgress,
  async 'update ConferenceRecordings'(simulated) {
    const { params, form } = await recordingInProgress(simulated);
    const ConferenceSid = newestOf(simulated, 'Conferences');
    const recordings = simulated.simulator.snapshot('Recordings');
    const ofConference = recordings.map((row) =>
      row.sid === params.Sid ? { ...row, conference_sid: ConferenceSid } : row,
    );
    simulated.simulator.seed('Recordings', ofConference);
    return { params: { ...params, ConferenceSid }, form: { ...form } };
  },
  'create IncomingPhoneNumbers': () => ({ form: { PhoneNumber: '+15550109998', FriendlyName: 'New' } }),
  'create IncomingPhoneNumbersCategory': () => ({ form: { PhoneNumber: '+15550109998', FriendlyName: 'New' } }),
  'create OutgoingCallerIds': () => ({ form: { PhoneNumber: '+14155550100', CallDelay: '5' } }),
  'create SipDomains': () => ({ form: { DomainName: 'new.sip.twilio.com', VoiceMethod: 'POST' } }),
  'create SipCredentialListMappings': (simulated) => ({
    form: { CredentialListSid: newestOf(simulated, 'SipCredentialLists') },
  }),
  'create SipIpAccessControlListMappings': (simulated) => ({
    form: { IpAccessControlListSid: newestOf(simulated, 'SipIpAccessControlLists') },
  }),
  'create MessagingServicePhoneNumbers': (simulated) => ({
    form: { PhoneNumberSid: simulated.simulator.snapshot('IncomingPhoneNumbers')[0]?.sid ?? '' },
  }),
  'create MessagingServiceShortCodes': (simulated) => ({
    form: { ShortCodeSid: newestOf(simulated, 'ShortCodes') },
    params: { ServiceSid: newestOf(simulated, 'MessagingServices') },
  }),
  'update CallAnnotation': () => ({ form: { CallScore: '4', QualityIssues: 'echo,latency', Spam: 'true' } }),
  'create Verifications': () => ({ form: { To: '+15550100001', Channel: 'sms' } }),
  'get Verifications': verification,
  'update Verifications': async (simulated) => ({ ...(await verification(simulated)), form: { Status: 'canceled' } }),
  'create VerificationCheck': async (simulated) => ({
    ...(await verification(simulated)),
    form: { To: '+15550100001', Code: '123456' },
  }),
  'delete RegulatoryBundles': (simulated) => ({
    params: { Sid: simulated.simulator.snapshot('RegulatoryBundles').find((row) => row.status === 'draft')?.sid ?? '' },
  }),
  'get CallAnnotation': (simulated) => ({ params: { CallSid: newestOf(simulated, 'Calls') } }),
  'get CallSummary': (simulated) => ({ params: { CallSid: newestOf(simulated, 'Calls') } }),
};
