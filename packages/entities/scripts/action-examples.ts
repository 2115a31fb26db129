import type { Simulator } from '@twilio-connector/simulator';
import { type Example, shellWord } from './markdown.ts';

type Values = Readonly<Record<string, unknown>>;

const CALL = 'CAdefbf2b4caa7df11dc48106385e32345';
const MESSAGE = 'SM3ad97d41e786c02bca47c8ce1745053b';
const NUMBER = 'PN4047ac009a15885690a50a1d388b8411';
const RECIPIENT = '+15550100001';
const SENDER = '+15550100100';

/** The parameters of each action's example. They refer to entities in the simulator's seed. */
const PARAMETERS: Readonly<Record<string, (simulator: Simulator) => Values>> = {
  SendMessage: () => ({ To: RECIPIENT, Sender: SENDER, Body: 'Your order is on its way.' }),
  CancelMessage: () => ({ Sid: MESSAGE }),
  RedactMessage: () => ({ Sid: MESSAGE }),
  SendMessageFeedback: () => ({ MessageSid: MESSAGE, Outcome: 'confirmed' }),
  DownloadMedia(simulator) {
    const { sid, parent_sid: MessageSid } = first(simulator, 'Media');
    return { MessageSid, Sid: sid };
  },
  MakeCall: () => ({ To: RECIPIENT, Sender: SENDER, Twiml: '<Response><Say>Hello</Say></Response>' }),
  HangupCall: () => ({ Sid: CALL }),
  CancelCall: () => ({ Sid: CALL }),
  RedirectCall: () => ({ Sid: CALL, Twiml: '<Response><Hangup/></Response>' }),
  StartCallRecording: () => ({ CallSid: CALL, RecordingChannels: 'dual' }),
  UpdateCallRecording: () => ({ CallSid: CALL, Sid: 'Twilio.CURRENT', Status: 'paused', PauseBehavior: 'skip' }),
  DownloadRecording: () => ({ Sid: 'RE2e915e78549694bd0a0742d2d39454e5', Format: 'mp3' }),
  EndConference: (simulator) => ({ Sid: inProgress(simulator) }),
  AnnounceConference: (simulator) => ({ Sid: inProgress(simulator), AnnounceUrl: 'https://example.com/announce' }),
  AddParticipant: (simulator) => ({ ConferenceSid: inProgress(simulator), To: RECIPIENT, Sender: SENDER }),
  UpdateParticipant: (simulator) => ({ ...participant(simulator), Muted: true }),
  KickParticipant: participant,
  DequeueMember: (simulator) => ({
    QueueSid: first(simulator, 'Members').queue_sid,
    CallSid: 'Front',
    Url: 'https://example.com/twiml',
  }),
  SearchAvailablePhoneNumbers: () => ({ CountryCode: 'US', Type: 'Local', Contains: '5550' }),
  BuyPhoneNumber: () => ({ PhoneNumber: '+15550100001', Name: 'Front desk' }),
  ReleasePhoneNumber: () => ({ Sid: NUMBER }),
  TransferPhoneNumber: (simulator) => ({ Sid: NUMBER, TargetAccountSid: subaccount(simulator) }),
  AddOutgoingCallerIds: () => ({ PhoneNumber: RECIPIENT, Name: 'Front desk' }),
  StartVerification: (simulator) => ({
    ServiceSid: first(simulator, 'VerifyServices').sid,
    To: RECIPIENT,
    Channel: 'sms',
  }),
  CheckVerification: (simulator) => ({
    ServiceSid: first(simulator, 'VerifyServices').sid,
    To: RECIPIENT,
    Code: '123456',
  }),
  CreateSubaccount: () => ({ Name: 'Second shop' }),
  SuspendAccount: (simulator) => ({ Sid: subaccount(simulator) }),
  CloseAccount: (simulator) => ({ Sid: subaccount(simulator) }),
  GetBalance: () => ({}),
  AnnotateCall: () => ({ CallSid: CALL, CallScore: 4, QualityIssues: 'echo,latency' }),
  LookupPhoneNumber: () => ({ PhoneNumber: '+14155550100', Fields: 'line_type_intelligence' }),
  TriggerStudioFlow: (simulator) => ({
    FlowSid: first(simulator, 'StudioFlows').sid,
    To: RECIPIENT,
    Sender: SENDER,
    Parameters: { name: 'Ada' },
  }),
  ExecuteRequest: () => ({ Method: 'GET', Path: '/2010-04-01/Accounts/{AccountSid}/Balance.json' }),
};

/** Preconditions that the seed does not satisfy. */
const PRECONDITIONS: Readonly<Record<string, string>> = {
  CancelMessage: 'the message is scheduled',
  HangupCall: 'the call is in progress',
  CancelCall: 'the call is ringing',
  RedirectCall: 'the call is in progress',
  StartCallRecording: 'the call is in progress',
  UpdateCallRecording: 'the call is recorded',
  CheckVerification: 'StartVerification has sent the code',
};

/** Returns an example command for an action. */
export function actionExample(name: string, simulator: Simulator): Example {
  const parameters = PARAMETERS[name]?.(simulator);
  if (!parameters) throw new Error(`${name} has no example. Add one to scripts/action-examples.ts.`);
  return {
    command: `curl -H "$T" $C/actions/${name}:execute -d ${shellWord({ parameters })}`,
    precondition: PRECONDITIONS[name],
  };
}

function first(simulator: Simulator, resource: string, isMatch: (record: Values) => boolean = () => true): Values {
  const found = simulator.snapshot(resource).find(isMatch);
  if (!found) throw new Error(`The simulator has no ${resource} for an example.`);
  return found;
}

function inProgress(simulator: Simulator): unknown {
  return first(simulator, 'Conferences', ({ status }) => status === 'in-progress').sid;
}

function participant(simulator: Simulator): Values {
  const { conference_sid: ConferenceSid, call_sid: CallSid } = first(simulator, 'Participants');
  return { ConferenceSid, CallSid };
}

function subaccount(simulator: Simulator): unknown {
  return first(simulator, 'Accounts', ({ sid }) => sid !== simulator.accountSid).sid;
}
