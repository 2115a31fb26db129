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
  group: 'Voice Insights',
  description:
    'Metrics summaries of calls. Requires Voice Insights Advanced Features. Without StartTime, covers the last 30 days.',
  docs: 'https://www.twilio.com/docs/voice/voice-insights/api/call/call-summaries-resource',
  product: 'insights',
  path: '/v1/Voice/Summaries',
  collection: 'call_summaries',
  maxPageSize: 25,
  // Voice Insights keeps calls for 30 days (https://www.twilio.com/docs/api/errors/17002).
  leavesOut: 'summaries of calls that ended more than 30 days ago',
  // By default Twilio lists the last four hours and complete summaries only.
  listDefaults: { StartTime: '30d', ProcessingState: 'all' },
  operations: ['LIST'],
  summary: ['CallSid', 'StartTime', 'CallState', 'Duration', 'CallType', 'AnsweredBy', 'ConnectDuration'],
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
    FromCarrier: text({ ...parameter, description: "Parameter only: the caller's carrier." }),
    ToCarrier: text({ ...parameter, description: "Parameter only: the callee's carrier." }),
    FromCountryCode: text({ ...parameter, description: "Parameter only: the caller's country." }),
    ToCountryCode: text({ ...parameter, description: "Parameter only: the callee's country." }),
    VerifiedCaller: boolean({
      ...parameter,
      description: 'Parameter only: whether SHAKEN/STIR verified the caller.',
    }),
    HasTag: boolean({ ...parameter, description: 'Parameter only: whether Twilio assigned any tag.' }),
    Direction: text({ ...parameter, description: 'Parameter only: the direction, such as outbound_api or inbound.' }),
    SortBy: oneOf(['start_time', 'end_time'], parameter),
    Subaccount: sid('AC', parameter),
    AbnormalSession: boolean({
      ...parameter,
      description: 'Parameter only: whether the last SIP response was other than 200.',
    }),
    AnsweredByAnnotation: text({ ...parameter, description: 'Parameter only: AnsweredBy of the annotation.' }),
    ConnectivityIssueAnnotation: text({
      ...parameter,
      description: 'Parameter only: ConnectivityIssue of the annotation.',
    }),
    QualityIssueAnnotation: text({
      ...parameter,
      description: "Parameter only: one of the annotation's QualityIssues.",
    }),
    SpamAnnotation: boolean({ ...parameter, description: 'Parameter only: Spam of the annotation.' }),
    CallScoreAnnotation: text({ ...parameter, description: 'Parameter only: CallScore of the annotation.' }),
    BrandedEnabled: boolean({ ...parameter, description: 'Parameter only: whether the call was branded.' }),
    VoiceIntegrityEnabled: boolean({
      ...parameter,
      description: 'Parameter only: whether voice integrity is enabled for the number.',
    }),
    BrandedBundleSid: text({ ...parameter, description: 'Parameter only: the bundle of the branded call.' }),
    BrandedLogo: boolean({ ...parameter, description: 'Parameter only: whether the logo was shown.' }),
    BrandedType: text({ ...parameter, description: 'Parameter only: in_band or out_of_band.' }),
    BrandedUseCase: text({
      ...parameter,
      description: 'Parameter only: the use case registered for branded calls.',
    }),
    BrandedCallReason: text({ ...parameter, description: 'Parameter only: the call reason that was shown.' }),
    VoiceIntegrityBundleSid: text({ ...parameter, description: 'Parameter only: the voice integrity bundle.' }),
    VoiceIntegrityUseCase: text({ ...parameter, description: 'Parameter only: the use case of the number.' }),
    BusinessProfileIdentity: text({
      ...parameter,
      description: 'Parameter only: direct_customer or isv_reseller_or_partner.',
    }),
    BusinessProfileIndustry: text({ ...parameter, description: 'Parameter only: the industry.' }),
    BusinessProfileBundleSid: text({
      ...parameter,
      description: 'Parameter only: the bundle of the business profile.',
    }),
    BusinessProfileType: text({ ...parameter, description: 'Parameter only: primary or secondary.' }),
    Sender: text({
      ...parameter,
      wire: 'From',
      description: 'Parameter only: the caller, as a number, SIP address or client.',
    }),
    To: text({ ...parameter, description: 'Parameter only: the callee, as a number, SIP address or client.' }),
  },
});
