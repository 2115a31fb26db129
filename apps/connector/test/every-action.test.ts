import { isDeepStrictEqual } from 'node:util';
import { type Action, actions } from '@twilio-connector/entities';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { actionSample } from './sample-values.js';
import { storedRow } from './stored-rows.js';
import { json, startTestBed, type TestBed } from './test-bed.js';

type Values = Readonly<Record<string, unknown>>;

let bed: TestBed;
let ajv: Ajv2020;
beforeAll(async () => {
  bed = await startTestBed({ CONNECTOR_ALLOWED_ACTIONS: '*', CONNECTOR_MIN_NODES: '100' });
  const document = (await bed.request('/openapi.json')).json;
  ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).addSchema(document, 'openapi');
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

const firstOf = (resource: string, matches: (row: Values) => boolean = () => true) => {
  const row = bed.simulator.snapshot(resource).find(matches);
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
  const matchesSchema = ajv.compile({ $ref: `openapi#/components/schemas/${name}Results` });
  matchesSchema(answer);
  expect(matchesSchema.errors ?? []).toEqual([]);
  return answer.results as Values[];
};

async function ongoingCall() {
  const sid = await create('Calls', { To: '+15550100001', Sender: '+15550100100', Twiml: '<Response/>' });
  bed.simulator.advance(5000);
  return sid;
}
const ongoing = () => firstOf('Conferences', ({ status }) => status === 'in-progress').sid;
const subaccount = () => create('Accounts', { Name: 'Sample' });
const verification = async () => {
  const ServiceSid = firstOf('VerifyServices').sid;
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
    MessagingServiceSid: firstOf('MessagingServices').sid,
    Body: 'Later',
    ScheduleType: 'fixed',
    SendAt: new Date(Date.now() + 3_600_000).toISOString(),
  });

interface Case {
  /** The parameters that name existing resources. Other required parameters get sample values. */
  readonly given?: () => Promise<Values> | Values;
  /** The number of results. Default: 1. */
  readonly results?: number;
  /** The simulator's resource that stores the results. */
  readonly stored?: string;
  /** Fields of the stored record after the action. */
  readonly leaves?: Values;
  /** The resource from which the action removes one record. */
  readonly removes?: string;
  /** The expected result if nothing is stored. */
  readonly answers?: Values;
}

const CASES: Readonly<Record<string, Case>> = {
  SendMessage: { stored: 'Messages', leaves: { to: '+15550100001', body: 'sample-body', direction: 'outbound-api' } },
  CancelMessage: {
    given: async () => ({ Sid: await scheduled() }),
    stored: 'Messages',
    leaves: { status: 'canceled' },
  },
  RedactMessage: { given: () => ({ Sid: firstOf('Messages').sid }), stored: 'Messages', leaves: { body: '' } },
  SendMessageFeedback: {
    given: () => ({ MessageSid: firstOf('Messages').sid }),
    stored: 'MessageFeedback',
    leaves: { outcome: 'confirmed' },
  },
  DownloadMedia: {
    given: () => {
      const { sid, parent_sid: MessageSid } = firstOf('Media') as Values;
      return { Sid: sid, MessageSid };
    },
    answers: { ContentType: expect.stringMatching(/^image\//), Content: expect.stringMatching(/^[\w+/]{16,}=*$/) },
  },
  MakeCall: { stored: 'Calls', leaves: { to: '+15550100001', from: '+15550100100' } },
  HangupCall: {
    given: async () => ({ Sid: await ongoingCall() }),
    stored: 'Calls',
    leaves: { status: 'completed' },
  },
  CancelCall: {
    given: async () => ({
      Sid: await create('Calls', { To: '+15550100001', Sender: '+15550100100', Twiml: '<Response/>' }),
    }),
    stored: 'Calls',
    leaves: { status: 'canceled' },
  },
  RedirectCall: {
    given: async () => ({ Sid: await ongoingCall() }),
    stored: 'Calls',
    leaves: { status: 'in-progress' },
  },
  StartCallRecording: {
    given: async () => ({ CallSid: await ongoingCall() }),
    stored: 'CallRecordings',
    leaves: { source: 'StartCallRecordingAPI' },
  },
  UpdateCallRecording: {
    async given() {
      const CallSid = await ongoingCall();
      await execute('StartCallRecording', { CallSid });
      return { CallSid, Sid: 'Twilio.CURRENT', Status: 'paused' };
    },
    stored: 'CallRecordings',
    leaves: { status: 'paused' },
  },
  DownloadRecording: {
    given: () => ({ Sid: 'RE2e915e78549694bd0a0742d2d39454e5' }),
    answers: { ContentType: 'audio/mpeg', Content: expect.stringMatching(/^[\w+/]{16,}=*$/) },
  },
  EndConference: { given: () => ({ Sid: ongoing() }), stored: 'Conferences', leaves: { status: 'completed' } },
  AnnounceConference: { given: () => ({ Sid: ongoing() }), stored: 'Conferences', leaves: { status: 'in-progress' } },
  AddParticipant: { given: () => ({ ConferenceSid: ongoing() }), stored: 'Participants', leaves: { muted: false } },
  UpdateParticipant: {
    given: async () => ({ ...(await participant()), Muted: true }),
    stored: 'Participants',
    leaves: { muted: true },
  },
  KickParticipant: { given: participant, results: 0, removes: 'Participants' },
  DequeueMember: {
    given: () => ({ QueueSid: firstOf('Members').queue_sid, CallSid: 'Front' }),
    removes: 'Members',
    answers: { Position: 1 },
  },
  SearchAvailablePhoneNumbers: {
    given: () => ({ CountryCode: 'US', Type: 'Local' }),
    results: 15,
    stored: 'AvailablePhoneNumbers',
  },
  BuyPhoneNumber: { stored: 'IncomingPhoneNumbers', leaves: { phone_number: '+15550100001' } },
  ReleasePhoneNumber: {
    given: () => ({ Sid: firstOf('IncomingPhoneNumbers').sid }),
    results: 0,
    removes: 'IncomingPhoneNumbers',
  },
  TransferPhoneNumber: {
    given: async () => ({ Sid: firstOf('IncomingPhoneNumbers').sid, TargetAccountSid: await subaccount() }),
    stored: 'IncomingPhoneNumbers',
    leaves: { account_sid: expect.stringMatching(/^AC(?!0+$)/) },
  },
  AddOutgoingCallerIds: {
    answers: { PhoneNumber: '+15550100001', ValidationCode: expect.stringMatching(/^\d{6}$/) },
  },
  StartVerification: {
    given: () => ({ ServiceSid: firstOf('VerifyServices').sid, Channel: 'sms' }),
    stored: 'Verifications',
    leaves: { status: 'pending' },
  },
  CheckVerification: { given: verification, stored: 'Verifications', leaves: { status: 'approved', valid: true } },
  CreateSubaccount: { stored: 'Accounts', leaves: { status: 'active' } },
  SuspendAccount: {
    given: async () => ({ Sid: await subaccount() }),
    stored: 'Accounts',
    leaves: { status: 'suspended' },
  },
  CloseAccount: { given: async () => ({ Sid: await subaccount() }), stored: 'Accounts', leaves: { status: 'closed' } },
  GetBalance: { answers: { Balance: '100.00', Currency: 'USD' } },
  AnnotateCall: {
    given: () => ({ CallSid: 'CAdefbf2b4caa7df11dc48106385e32345', CallScore: 4 }),
    stored: 'CallAnnotation',
    leaves: { call_score: 4 },
  },
  LookupPhoneNumber: { answers: { Valid: true, PhoneNumber: '+15550100001' } },
  TriggerStudioFlow: {
    given: () => ({ FlowSid: firstOf('StudioFlows').sid }),
    stored: 'StudioExecutions',
    leaves: { status: 'active' },
  },
  ExecuteRequest: {
    given: () => ({ Method: 'GET', Path: '/2010-04-01/Accounts/{AccountSid}/Balance.json' }),
    answers: { Status: 200, Body: expect.objectContaining({ balance: '100.00' }) },
  },
};

test('every action has a case in this test', () => {
  expect(Object.keys(CASES).sort()).toEqual(Object.keys(actions).sort());
});

test.each(Object.values<Action>(actions).map((action) => [action.name, action] as const))(
  'the action %s returns what Twilio stores and has its documented effect',
  async (name, action) => {
    const { given, results: count = 1, stored, leaves = {}, removes, answers = {} } = CASES[name] ?? {};
    const parameters = actionSample(action, (await given?.()) ?? {});
    const before = removes && bed.simulator.snapshot(removes).length;
    const results = await execute(name, parameters);
    expect(results).toHaveLength(count);
    for (const result of results) {
      expect(Object.keys(result)).toEqual(Object.keys(action.resultMetadata));
      expect(result).toMatchObject(answers);
    }
    if (removes) expect(bed.simulator.snapshot(removes)).toHaveLength(Number(before) - 1);
    if (!stored) return;
    const records = bed.simulator.snapshot(stored);
    for (const result of results) {
      const fitting = records.filter((record) => {
        const row = storedRow({ ...action, fields: action.resultMetadata, operations: [] }, record);
        return isDeepStrictEqual({ ...result, ...row }, result);
      });
      expect(fitting).toContainEqual(expect.objectContaining(leaves));
    }
  },
);
