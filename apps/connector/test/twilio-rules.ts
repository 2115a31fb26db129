import type { TestBed } from './test-bed.js';

type Values = Readonly<Record<string, unknown>>;

/** Twilio's rules for an entity type that do not follow from its declaration. */
export interface Rules {
  /** Fields of a CREATE besides the required ones. */
  readonly create?: (bed: TestBed) => Values | Promise<Values>;
  readonly update?: Values;
  /** The id of the entity to read, or to update if none can be created. */
  readonly id?: (bed: TestBed) => string;
  /** The simulator's seed has no entity, so the test must create one. */
  readonly isToBeMade?: true;
  /** An update removes the entity from its list. */
  readonly isGoneAfterUpdate?: true;
  /** Secrets that only the answer to their CREATE contains. */
  readonly shownOnce?: readonly string[];
  /** Columns whose values grow with time. */
  readonly growing?: readonly string[];
  /** The answer to a GET of an entity that the simulator does not store. */
  readonly answers?: Values;
  /** Milliseconds after which a new entity may be deleted. */
  readonly settlesAfterMs?: number;
}

const EXAMPLE_CALL = 'CAdefbf2b4caa7df11dc48106385e32345';

/** Starts a call that is answered and in progress. */
async function callInProgress(bed: TestBed): Promise<string> {
  const fields = { To: '+15550100001', Sender: '+15550100100', Twiml: '<Response/>' };
  const { json } = await bed.call('/entityTypes/Calls/entities', { method: 'POST', body: JSON.stringify({ fields }) });
  bed.simulator.advance(5000);
  return String(json.fields.Sid);
}

/** Sets a conference recording to in progress. */
function recordingInProgress(bed: TestBed): string {
  const all = bed.simulator.snapshot('Recordings');
  const recording = all.find((row) => row.conference_sid != null);
  if (!recording) throw new Error('No conference of the seed has a recording.');
  const others = all.filter((row) => row !== recording);
  bed.simulator.seed('Recordings', [...others, { ...recording, status: 'in-progress' }]);
  return `${String(recording.conference_sid)}/${recording.sid}`;
}

/** Frees the resources that a column can refer to, because the seed uses all of them. */
const free = (entityType: string, column: string, referred: string) => (bed: TestBed) => {
  bed.simulator.seed(entityType, []);
  return { [column]: bed.simulator.snapshot(referred)[0]?.sid };
};

/** The workspace and the configuration of an existing workflow. */
function sameRoute({ simulator }: TestBed): Values {
  const [workflow] = simulator.snapshot('Workflows');
  return { WorkspaceSid: workflow?.workspace_sid, Configuration: workflow?.configuration };
}

export const RULES: Readonly<Record<string, Rules>> = {
  AssignedAddOns: { create: () => ({ InstalledAddOnSid: `XE${'1'.repeat(32)}` }) },
  Balance: { id: ({ simulator }) => simulator.accountSid, answers: { Balance: '100.00', Currency: 'USD' } },
  CallAnnotation: { id: () => EXAMPLE_CALL, isToBeMade: true },
  CallRecordings: { create: async (bed) => ({ CallSid: await callInProgress(bed) }), update: { Status: 'stopped' } },
  CallSummary: { id: () => EXAMPLE_CALL },
  Calls: { settlesAfterMs: 60_000 },
  ConferenceRecordings: { id: recordingInProgress, update: { Status: 'stopped' } },
  Conferences: {
    id: (bed) => bed.simulator.snapshot('Conferences').find(({ status }) => status === 'in-progress')?.sid ?? '',
  },
  ConversationParticipants: { create: () => ({ Identity: 'sample' }) },
  ConversationUsers: { update: { Name: 'Sample' } },
  Feedback: { create: () => ({ Sid: EXAMPLE_CALL, QualityScore: 5 }), isToBeMade: true },
  FeedbackSummary: { isToBeMade: true },
  IncomingPhoneNumbers: { update: { Name: 'Sample' } },
  Keys: { shownOnce: ['Secret'] },
  Members: { isGoneAfterUpdate: true },
  Messages: { settlesAfterMs: 60_000 },
  MessagingServiceAlphaSenders: { create: () => ({ AlphaSender: 'Sample' }) },
  MessagingServiceShortCodes: { create: free('MessagingServiceShortCodes', 'ShortCodeSid', 'ShortCodes') },
  PhoneNumberLookup: { id: () => '+14155550100', answers: { Valid: true, NationalFormat: '(415) 555-0100' } },
  SipCredentialListMappings: {
    create: free('SipCredentialListMappings', 'CredentialListSid', 'SipCredentialLists'),
  },
  SipIpAccessControlListMappings: {
    create: free('SipIpAccessControlListMappings', 'IpAccessControlListSid', 'SipIpAccessControlLists'),
  },
  SigningKeys: { shownOnce: ['Secret'] },
  SipDomains: { create: () => ({ DomainName: 'sample.sip.twilio.com' }) },
  StudioExecutions: { update: { Status: 'ended' } },
  Tasks: { growing: ['Age'], update: { AssignmentStatus: 'canceled', Reason: 'Sample' } },
  Workflows: { create: sameRoute },
};
