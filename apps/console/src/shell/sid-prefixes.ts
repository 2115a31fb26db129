/** Which entity types have SIDs that begin with two letters, as Twilio documents them. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  AC: ['Accounts'],
  AD: ['Addresses'],
  AP: ['Applications'],
  CA: ['Calls'],
  CF: ['Conferences'],
  CH: ['Conversations'],
  CN: ['ConnectApps'],
  FW: ['StudioFlows'],
  IS: ['ConversationServices', 'ChatServices'],
  KS: ['ServerlessServices'],
  MG: ['MessagingServices'],
  MM: ['Messages'],
  NO: ['Alerts', 'Notifications'],
  PN: ['IncomingPhoneNumbers', 'OutgoingCallerIds'],
  QU: ['Queues'],
  RE: ['Recordings'],
  SC: ['ShortCodes'],
  SD: ['SipDomains'],
  SK: ['Keys'],
  SM: ['Messages'],
  TK: ['SipTrunks'],
  TR: ['Transcriptions'],
  UT: ['Triggers'],
  VA: ['VerifyServices'],
  WS: ['Workspaces'],
};

const SID = /^([A-Z]{2})[0-9a-f]{32}$/;

/** The entity types whose row a pasted SID may be. */
export function typesOfSid(text: string): readonly string[] {
  return TYPES[SID.exec(text)?.[1] ?? ''] ?? [];
}
