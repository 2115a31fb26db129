import { sipSection, usageSection } from './account/account-sections.js';
import { accounts } from './account/accounts.js';
import { addresses } from './account/addresses.js';
import { applications } from './account/applications.js';
import { balance } from './account/balance.js';
import { authorizedConnectApps, connectApps } from './account/connect-apps.js';
import { keys } from './account/keys.js';
import { signingKeys } from './account/signing-keys.js';
import { triggers } from './account/triggers.js';
import { usageRecords } from './account/usage-records.js';
import { chatRoles } from './chat/chat-roles.js';
import { chatServices } from './chat/chat-services.js';
import { chatUsers } from './chat/chat-users.js';
import { conversationMessages } from './conversations/conversation-messages.js';
import { conversationParticipants } from './conversations/conversation-participants.js';
import { conversationRoles } from './conversations/conversation-roles.js';
import { conversationServices } from './conversations/conversation-services.js';
import { conversationUsers } from './conversations/conversation-users.js';
import { conversations } from './conversations/conversations.js';
import { userConversations } from './conversations/user-conversations.js';
import { callAnnotation } from './insights/call-annotation.js';
import { callEvents } from './insights/call-events.js';
import { callMetrics } from './insights/call-metrics.js';
import { callSummaries } from './insights/call-summaries.js';
import { callSummary } from './insights/call-summary.js';
import { conferenceInsights } from './insights/conference-insights.js';
import { conferenceParticipantSummaries } from './insights/conference-participant-summaries.js';
import { phoneNumberLookup } from './lookups/phone-number-lookup.js';
import { media } from './messaging/media.js';
import { messageFeedback } from './messaging/message-feedback.js';
import { messages } from './messaging/messages.js';
import { messagingServiceAlphaSenders } from './messaging/messaging-service-alpha-senders.js';
import { messagingServicePhoneNumbers } from './messaging/messaging-service-phone-numbers.js';
import { messagingServiceShortCodes } from './messaging/messaging-service-short-codes.js';
import { messagingServices } from './messaging/messaging-services.js';
import { shortCodes } from './messaging/short-codes.js';
import { alerts } from './monitor/alerts.js';
import { auditEvents } from './monitor/audit-events.js';
import { assignedAddOns } from './numbers/assigned-add-ons.js';
import { availablePhoneNumberCountries } from './numbers/available-phone-number-countries.js';
import { availablePhoneNumbers } from './numbers/available-phone-numbers.js';
import { dependentPhoneNumbers } from './numbers/dependent-phone-numbers.js';
import { incomingPhoneNumbersCategory } from './numbers/incoming-phone-numbers-category.js';
import { incomingPhoneNumbers } from './numbers/incoming-phone-numbers.js';
import { outgoingCallerIds } from './numbers/outgoing-caller-ids.js';
import { regulatoryBundles } from './numbers/regulatory-bundles.js';
import { serverlessFunctions } from './serverless/serverless-functions.js';
import { serverlessServices } from './serverless/serverless-services.js';
import { sipCredentialListMappings } from './sip/sip-credential-list-mappings.js';
import { sipCredentialLists } from './sip/sip-credential-lists.js';
import { sipCredentials } from './sip/sip-credentials.js';
import { sipDomains } from './sip/sip-domains.js';
import { sipIpAccessControlListMappings } from './sip/sip-ip-access-control-list-mappings.js';
import { sipIpAccessControlLists } from './sip/sip-ip-access-control-lists.js';
import { sipIpAddresses } from './sip/sip-ip-addresses.js';
import { sipTrunks } from './sip/sip-trunks.js';
import { studioExecutions } from './studio/studio-executions.js';
import { studioFlows } from './studio/studio-flows.js';
import { studioSteps } from './studio/studio-steps.js';
import { studioV1 } from './studio/studio-v1.js';
import { activities } from './taskrouter/activities.js';
import { taskChannels } from './taskrouter/task-channels.js';
import { taskQueues } from './taskrouter/task-queues.js';
import { taskRouterEvents } from './taskrouter/task-router-events.js';
import { tasks } from './taskrouter/tasks.js';
import { workers } from './taskrouter/workers.js';
import { workflows } from './taskrouter/workflows.js';
import { workspaces } from './taskrouter/workspaces.js';
import { verificationAttempts } from './verify/verification-attempts.js';
import { verificationCheck } from './verify/verification-check.js';
import { verifications } from './verify/verifications.js';
import { verifyServices } from './verify/verify-services.js';
import { callRecordings } from './voice/call-recordings.js';
import { callRequestEvents } from './voice/call-request-events.js';
import { calls } from './voice/calls.js';
import { conferenceRecordings } from './voice/conference-recordings.js';
import { conferences } from './voice/conferences.js';
import { feedbackSummary } from './voice/feedback-summary.js';
import { feedback } from './voice/feedback.js';
import { members } from './voice/members.js';
import { callNotifications, notifications } from './voice/notifications.js';
import { participants } from './voice/participants.js';
import { queues } from './voice/queues.js';
import { recordingAddOnResults } from './voice/recording-add-on-results.js';
import { recordings } from './voice/recordings.js';
import { recordingTranscriptions, transcriptions } from './voice/transcriptions.js';
import type { Declaration } from '../model/resource.js';

/** The declarations of all simulated resources. Add new ones at the end: the position of a resource determines its seed. */
export const declarations: readonly Declaration[] = [
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
  keys,
  signingKeys,
  triggers,
  usageRecords,
  chatServices,
  chatUsers,
  conversationMessages,
  conversationParticipants,
  conversationServices,
  conversations,
  callAnnotation,
  callEvents,
  callMetrics,
  callSummaries,
  callSummary,
  conferenceInsights,
  phoneNumberLookup,
  media,
  messageFeedback,
  messagingServiceAlphaSenders,
  messagingServicePhoneNumbers,
  messagingServiceShortCodes,
  messagingServices,
  shortCodes,
  alerts,
  auditEvents,
  assignedAddOns,
  availablePhoneNumberCountries,
  availablePhoneNumbers,
  dependentPhoneNumbers,
  incomingPhoneNumbersCategory,
  regulatoryBundles,
  serverlessFunctions,
  serverlessServices,
  sipCredentialListMappings,
  sipCredentialLists,
  sipCredentials,
  sipDomains,
  sipIpAccessControlListMappings,
  sipIpAccessControlLists,
  sipIpAddresses,
  studioExecutions,
  studioFlows,
  verificationAttempts,
  verificationCheck,
  verifications,
  verifyServices,
  callRecordings,
  callRequestEvents,
  conferenceRecordings,
  conferences,
  members,
  notifications,
  callNotifications,
  participants,
  queues,
  recordingAddOnResults,
  transcriptions,
  recordingTranscriptions,
  workspaces,
  activities,
  taskChannels,
  taskQueues,
  workers,
  workflows,
  tasks,
  taskRouterEvents,
  sipTrunks,
  conversationRoles,
  conversationUsers,
  userConversations,
  chatRoles,
  conferenceParticipantSummaries,
  studioSteps,
  usageSection,
  sipSection,
  ...studioV1,
];
