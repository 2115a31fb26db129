import { calls } from './calls.js';
import { feedback } from './feedback.js';
import { feedbackSummary } from './feedback-summary.js';
import { incomingPhoneNumbers } from './incoming-phone-numbers.js';
import { messages } from './messages.js';
import { outgoingCallerIds } from './outgoing-caller-ids.js';
import { recordings } from './recordings.js';
import type { Resource } from './resource.js';

/** Every resource that is simulated. */
export const resources: readonly Resource[] = [
  calls,
  feedback,
  feedbackSummary,
  incomingPhoneNumbers,
  messages,
  outgoingCallerIds,
  recordings,
];
