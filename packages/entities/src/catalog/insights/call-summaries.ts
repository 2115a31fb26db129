import { boolean, defineEntityType, integer, json, oneOf, sid, text, timestamp } from '../../model/index.js';

const ANSWERED_BY = [
  'unknown',
  'machine_start',
  'machine_end_beep',
  'machine_end_silence',
  'machine_end_other',
  'human',
  'fax',
] as const;
const CALL_TYPES = ['carrier', 'sip', 'trunking', 'client', 'whatsapp'] as const;
const CALL_STATES = ['ringing', 'completed', 'busy', 'fail', 'noanswer', 'canceled', 'answered', 'undialed'] as const;

const parameter = { readable: false, filter: ['='] } as const;

export const callSummaries = defineEntityType({
  name: 'CallSummaries',
  description:
    'What was measured of calls. Needs Voice Insights Advanced Features; without StartTime the last 30 days.',
  docs: 'https://www.twilio.com/docs/voice/voice-insights/api/call/call-summaries-resource',
  product: 'insights',
  path: '/v1/Voice/Summaries',
  collection: 'call_summaries',
  maxPageSize: 25,
  // Voice Insights keeps calls for 30 days (https://www.twilio.com/docs/api/errors/17002).
  leavesOut: 'those of calls that ended more than 30 days ago',
  // Twilio lists the last four hours, and only summaries that are complete, unless it is told otherwise.
  listDefaults: { StartTime: '30d', ProcessingState: 'all' },
  operations: ['LIST'],
  fields: {
    AccountSid: sid('AC', { references: 'Accounts' }),
    CallSid: sid('CA', { references: 'Calls' }),
    AnsweredBy: oneOf(ANSWERED_BY, { filter: ['='] }),
    CallType: oneOf(CALL_TYPES, { filter: ['='] }),
    CallState: oneOf(CALL_STATES, { filter: ['='] }),
    ProcessingState: oneOf(['complete', 'partial']),
    CreatedTime: timestamp(),
    StartTime: timestamp({ filter: { '>=': 'StartTime' } }),
    EndTime: timestamp({ filter: { '<=': 'EndTime' } }),
    Duration: integer(),
    ConnectDuration: integer(),
    SenderDetails: json({ source: 'from' }),
    ToDetails: json({ source: 'to' }),
    CarrierEdge: json(),
    ClientEdge: json(),
    SdkEdge: json(),
    SipEdge: json(),
    Tags: json({ list: true }),
    Attributes: json(),
    Properties: json(),
    Trust: json(),
    Annotation: json(),
    AgentSessionSummaries: json({ list: true }),
    Url: text(),
    FromCarrier: text({ ...parameter, description: "A parameter only: the caller's carrier." }),
    ToCarrier: text({ ...parameter, description: "A parameter only: the callee's carrier." }),
    FromCountryCode: text({ ...parameter, description: "A parameter only: the caller's country." }),
    ToCountryCode: text({ ...parameter, description: "A parameter only: the callee's country." }),
    VerifiedCaller: boolean({
      ...parameter,
      description: 'A parameter only: whether SHAKEN/STIR verified the caller.',
    }),
    HasTag: boolean({ ...parameter, description: 'A parameter only: whether Twilio noticed anything.' }),
    Direction: text({ ...parameter, description: 'A parameter only: such as outbound_api or inbound.' }),
    SortBy: oneOf(['start_time', 'end_time'], parameter),
    Subaccount: sid('AC', parameter),
    AbnormalSession: boolean({
      ...parameter,
      description: 'A parameter only: whether the last SIP answer was not 200.',
    }),
    AnsweredByAnnotation: text({ ...parameter, description: 'A parameter only: AnsweredBy of the annotation.' }),
    ConnectivityIssueAnnotation: text({
      ...parameter,
      description: 'A parameter only: ConnectivityIssue of the annotation.',
    }),
    QualityIssueAnnotation: text({
      ...parameter,
      description: "A parameter only: one of the annotation's QualityIssues.",
    }),
    SpamAnnotation: boolean({ ...parameter, description: 'A parameter only: Spam of the annotation.' }),
    CallScoreAnnotation: text({ ...parameter, description: 'A parameter only: CallScore of the annotation.' }),
    BrandedEnabled: boolean({ ...parameter, description: 'A parameter only: whether the call was branded.' }),
    VoiceIntegrityEnabled: boolean({
      ...parameter,
      description: 'A parameter only: whether the number has voice integrity.',
    }),
    BrandedBundleSid: text({ ...parameter, description: 'A parameter only: the bundle of the branded call.' }),
    BrandedLogo: boolean({ ...parameter, description: 'A parameter only: whether the logo was shown.' }),
    BrandedType: text({ ...parameter, description: 'A parameter only: in_band or out_of_band.' }),
    BrandedUseCase: text({
      ...parameter,
      description: 'A parameter only: the purpose that was set for branded calls.',
    }),
    BrandedCallReason: text({ ...parameter, description: 'A parameter only: the reason that was shown.' }),
    VoiceIntegrityBundleSid: text({ ...parameter, description: 'A parameter only: the bundle of voice integrity.' }),
    VoiceIntegrityUseCase: text({ ...parameter, description: 'A parameter only: what the number is used for.' }),
    BusinessProfileIdentity: text({
      ...parameter,
      description: 'A parameter only: direct_customer or isv_reseller_or_partner.',
    }),
    BusinessProfileIndustry: text({ ...parameter, description: 'A parameter only: the industry.' }),
    BusinessProfileBundleSid: text({
      ...parameter,
      description: 'A parameter only: the bundle of the business profile.',
    }),
    BusinessProfileType: text({ ...parameter, description: 'A parameter only: primary or secondary.' }),
    Sender: text({
      ...parameter,
      wire: 'From',
      description: 'A parameter only: the caller, as a number, SIP address or client.',
    }),
    To: text({ ...parameter, description: 'A parameter only: the callee, as a number, SIP address or client.' }),
  },
});
