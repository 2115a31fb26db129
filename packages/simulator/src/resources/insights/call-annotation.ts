import type { Resource } from '../resource.js';

export const callAnnotation: Resource = {
  name: 'CallAnnotation',
  product: 'insights',
  instancePath: '/v1/Voice/{CallSid}/Annotation',
  parents: { CallSid: 'Calls' },
  key: ['call_sid'],
  share: 0,
  // Every call has one, empty at first.
  initial: ({ CallSid: sid = '' }, { accountSid }) => ({
    sid,
    call_sid: sid,
    account_sid: accountSid,
    answered_by: 'unknown_answered_by',
    connectivity_issue: 'unknown_connectivity_issue',
    quality_issues: [],
    spam: false,
  }),
};
