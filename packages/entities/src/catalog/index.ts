import { calls } from './calls.js';
import { feedback } from './feedback.js';
import { feedbackSummary } from './feedback-summary.js';
import { incomingPhoneNumbers } from './incoming-phone-numbers.js';
import { messages } from './messages.js';
import { outgoingCallerIds } from './outgoing-caller-ids.js';
import { recordings } from './recordings.js';

/** Every entity type that is built in, by name. */
export const catalog = {
  Calls: calls,
  Feedback: feedback,
  FeedbackSummary: feedbackSummary,
  IncomingPhoneNumbers: incomingPhoneNumbers,
  Messages: messages,
  OutgoingCallerIds: outgoingCallerIds,
  Recordings: recordings,
};
