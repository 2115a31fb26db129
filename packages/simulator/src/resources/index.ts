import { accounts } from './account/accounts.js';
import { addresses } from './account/addresses.js';
import { applications } from './account/applications.js';
import { balance } from './account/balance.js';
import { connectApps, authorizedConnectApps } from './account/connect-apps.js';
import { dependentPhoneNumbers } from './account/dependent-phone-numbers.js';
import { keys, signingKeys } from './account/keys.js';
import { availablePhoneNumberCountries, availablePhoneNumbers } from './numbers/available-phone-numbers.js';
import { incomingPhoneNumbersCategory } from './numbers/incoming-phone-numbers-category.js';
import { regulatoryBundles } from './numbers/regulatory-bundles.js';
import { shortCodes } from './numbers/short-codes.js';
import { callRecordings, conferenceRecordings } from './voice/call-recordings.js';
import { callRequestEvents } from './voice/call-request-events.js';
import { conferences } from './voice/conferences.js';
import { members } from './voice/members.js';
import { participants } from './voice/participants.js';
import { queues } from './voice/queues.js';
import { transcriptions, recordingTranscriptions } from './voice/transcriptions.js';
import { media } from './messaging/media.js';
import { messageFeedback } from './messaging/message-feedback.js';
import {
  messagingServicePhoneNumbers,
  messagingServiceShortCodes,
  messagingServiceAlphaSenders,
} from './messaging/service-senders.js';
import { messagingServices } from './messaging/services.js';
import { triggers } from './usage/triggers.js';
import { usageRecords, usageRecordsByInterval } from './usage/usage-records.js';
import { sipCredentialLists, sipCredentials } from './sip/credentials.js';
import { sipDomains } from './sip/domains.js';
import { sipIpAccessControlLists, sipIpAddresses } from './sip/ip-access-control.js';
import { sipCredentialListMappings, sipIpAccessControlListMappings } from './sip/mappings.js';
import { assignedAddOns } from './add-ons/assigned-add-ons.js';
import { recordingAddOnResults } from './add-ons/recording-add-on-results.js';
import { callAnnotation } from './insights/call-annotation.js';
import { callMetrics, callEvents } from './insights/call-metrics.js';
import { callSummaries, callSummary } from './insights/call-summaries.js';
import { conferenceInsights } from './insights/conference-insights.js';
import { alerts } from './monitor/alerts.js';
import { auditEvents } from './monitor/audit-events.js';
import { notifications, callNotifications } from './monitor/notifications.js';
import { conversations } from './conversations/conversations.js';
import { conversationMessages } from './conversations/messages.js';
import { conversationParticipants } from './conversations/participants.js';
import { conversationServices } from './conversations/services.js';
import { verificationAttempts } from './verify/attempts.js';
import { verifyServices } from './verify/services.js';
import { verifications, verificationChecks } from './verify/verifications.js';
import { phoneNumberLookup } from './lookups/phone-number-lookup.js';
import { studioExecutions } from './studio/executions.js';
import { studioFlows } from './studio/flows.js';
import { chatServices } from './chat/services.js';
import { chatUsers } from './chat/users.js';
import { serverlessFunctions } from './serverless/functions.js';
import { serverlessServices } from './serverless/services.js';
import { calls } from './voice/calls.js';
import { feedback } from './voice/feedback.js';
import { feedbackSummary } from './voice/feedback-summary.js';
import { incomingPhoneNumbers } from './numbers/incoming-phone-numbers.js';
import { messages } from './messaging/messages.js';
import { outgoingCallerIds } from './numbers/outgoing-caller-ids.js';
import { recordings } from './voice/recordings.js';
import type { Resource } from './resource.js';

/** Every resource that is simulated. Their places are part of the seed: new ones go to the end. */
export const resources: readonly Resource[] = [
  calls,
  feedback,
  feedbackSummary,
  incomingPhoneNumbers,
  messages,
  outgoingCallerIds,
  recordings,
  accounts,
  addresses,
  applications,
  balance,
  connectApps,
  authorizedConnectApps,
  dependentPhoneNumbers,
  keys,
  signingKeys,
  availablePhoneNumberCountries,
  availablePhoneNumbers,
  incomingPhoneNumbersCategory,
  regulatoryBundles,
  shortCodes,
  callRecordings,
  conferenceRecordings,
  callRequestEvents,
  conferences,
  members,
  participants,
  queues,
  transcriptions,
  recordingTranscriptions,
  media,
  messageFeedback,
  messagingServicePhoneNumbers,
  messagingServiceShortCodes,
  messagingServiceAlphaSenders,
  messagingServices,
  triggers,
  usageRecords,
  usageRecordsByInterval,
  sipCredentialLists,
  sipCredentials,
  sipDomains,
  sipIpAccessControlLists,
  sipIpAddresses,
  sipCredentialListMappings,
  sipIpAccessControlListMappings,
  assignedAddOns,
  recordingAddOnResults,
  callAnnotation,
  callMetrics,
  callEvents,
  callSummaries,
  callSummary,
  conferenceInsights,
  alerts,
  auditEvents,
  notifications,
  callNotifications,
  conversations,
  conversationMessages,
  conversationParticipants,
  conversationServices,
  verificationAttempts,
  verifyServices,
  verifications,
  verificationChecks,
  phoneNumberLookup,
  studioExecutions,
  studioFlows,
  chatServices,
  chatUsers,
  serverlessFunctions,
  serverlessServices,
];
