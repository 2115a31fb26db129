import { type Action, actions } from '@twilio-connector/entities';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { actionSample } from './sample-values.js';
import { json, startTestBed, type TestBed } from './test-bed.js';

type Values = Readonly<Record<string, unknown>>;

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed({ CONNECTOR_ALLOWED_ACTIONS: '*', CONNECTOR_MIN_NODES: '100' });
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

const sidOf = (resource: string, isIt: (row: Values) => boolean = () => true) => {
  const row = bed.simulator.snapshot(resource).find(isIt);
  expect(row, resource).toBeDefined();
  return row ?? { sid: '' };
};
const create = async (entityType: string, fields: Values) => {
  const { json: answer } = await bed.call(`/entityTypes/${entityType}/entities`, json({ fields }));
  return String(answer.fields.Sid);
};
const execute = async (name: string, parameters: Values) => {
  const { json: answer } = await bed.call(`/actions/${name}:execute`, json({ parameters }));
  expect(answer.error, name).toBeUndefined();
  return answer.results as Values[];
};

async function ongoingCall() {
  const sid = await create('Calls', { To: '+15550100001', Sender: '+15550100100', Twiml: '<Response/>' });
  bed.simulator.advance(5000);
  return sid;
}
const ongoing = () => sidOf('Conferences', ({ status }) => status === 'in-progress').sid;
const subaccount = () => create('Accounts', { Name: 'Sample' });
const verification = async () => {
  const ServiceSid = sidOf('VerifyServices').sid;
  await execute('StartVerification', { ServiceSid, To: '+15550100001', Channel: 'sms' });
  return { ServiceSid, To: '+15550100001', Code: '123456' };
};
const participant = async () => {
  const [added] = await execute('AddParticipant', {
    ConferenceSid: ongoing(),
    To: '+15550100001',
    Sender: '+15550100100',
  });
  return { ConferenceSid: ongoing(), CallSid: added?.CallSid };
};
const scheduled = () =>
  create('Messages', {
    To: '+15550100001',
    MessagingServiceSid: sidOf('MessagingServices').sid,
    Body: 'Later',
    ScheduleType: 'fixed',
    SendAt: new Date(Date.now() + 3_600_000).toISOString(),
  });

/** What each action works on, and what it changes; what else it needs follows from its declaration. */
const CASES: Readonly<Record<string, { given?: () => Promise<Values> | Values; results?: number }>> = {
  SendMessage: {},
  CancelMessage: { given: async () => ({ Sid: await scheduled() }) },
  RedactMessage: { given: () => ({ Sid: sidOf('Messages').sid }) },
  SendMessageFeedback: { given: () => ({ MessageSid: sidOf('Messages').sid }) },
  DownloadMedia: {
    given: () => {
      const { sid, parent_sid: MessageSid } = sidOf('Media') as Values;
      return { Sid: sid, MessageSid };
    },
  },
  MakeCall: {},
  HangupCall: { given: async () => ({ Sid: await ongoingCall() }) },
  CancelCall: {
    given: async () => ({
      Sid: await create('Calls', { To: '+15550100001', Sender: '+15550100100', Twiml: '<Response/>' }),
    }),
  },
  RedirectCall: { given: async () => ({ Sid: await ongoingCall() }) },
  StartCallRecording: { given: async () => ({ CallSid: await ongoingCall() }) },
  UpdateCallRecording: {
    async given() {
      const CallSid = await ongoingCall();
      await execute('StartCallRecording', { CallSid });
      return { CallSid, Sid: 'Twilio.CURRENT', Status: 'paused' };
    },
  },
  DownloadRecording: { given: () => ({ Sid: 'RE2e915e78549694bd0a0742d2d39454e5' }) },
  EndConference: { given: () => ({ Sid: ongoing() }) },
  AnnounceConference: { given: () => ({ Sid: ongoing() }) },
  AddParticipant: { given: () => ({ ConferenceSid: ongoing() }) },
  UpdateParticipant: { given: async () => ({ ...(await participant()), Muted: true }) },
  KickParticipant: { given: participant, results: 0 },
  DequeueMember: { given: () => ({ QueueSid: sidOf('Members').queue_sid, CallSid: 'Front' }) },
  SearchAvailablePhoneNumbers: { given: () => ({ CountryCode: 'US', Type: 'Local' }), results: 15 },
  BuyPhoneNumber: {},
  ReleasePhoneNumber: { given: () => ({ Sid: sidOf('IncomingPhoneNumbers').sid }), results: 0 },
  TransferPhoneNumber: {
    given: async () => ({ Sid: sidOf('IncomingPhoneNumbers').sid, TargetAccountSid: await subaccount() }),
  },
  AddOutgoingCallerIds: {},
  StartVerification: { given: () => ({ ServiceSid: sidOf('VerifyServices').sid, Channel: 'sms' }) },
  CheckVerification: { given: verification },
  CreateSubaccount: {},
  SuspendAccount: { given: async () => ({ Sid: await subaccount() }) },
  CloseAccount: { given: async () => ({ Sid: await subaccount() }) },
  GetBalance: {},
  AnnotateCall: { given: () => ({ CallSid: 'CAdefbf2b4caa7df11dc48106385e32345', CallScore: 4 }) },
  LookupPhoneNumber: {},
  TriggerStudioFlow: { given: () => ({ FlowSid: sidOf('StudioFlows').sid }) },
  ExecuteRequest: { given: () => ({ Method: 'GET', Path: '/2010-04-01/Accounts/{AccountSid}/Balance.json' }) },
};

test('each action has a case', () => {
  expect(Object.keys(CASES).sort()).toEqual(Object.keys(actions).sort());
});

test.each(Object.values<Action>(actions).map((action) => [action.name, action] as const))(
  '%s',
  async (name, action) => {
    const { given, results: count = 1 } = CASES[name] ?? {};
    const parameters = actionSample(action, (await given?.()) ?? {});
    const results = await execute(name, parameters);
    expect(results).toHaveLength(count);
    for (const result of results) expect(Object.keys(result)).toEqual(Object.keys(action.resultMetadata));
  },
);
