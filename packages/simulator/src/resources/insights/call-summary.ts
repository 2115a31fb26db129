import type { Declaration } from '../../model/resource.js';
import { callNow } from '../voice/call-life.js';
import { summaryOf } from './call-summaries.js';

export const callSummary: Declaration = {
  name: 'CallSummary',
  product: 'insights',
  instancePath: '/v1/Voice/{CallSid}/Summary',
  sharesRowsOf: 'CallSummaries',
  parents: { CallSid: { resource: 'Calls' } },
  find({ CallSid: sid = '' }, world) {
    const call = callNow(sid, world);
    return call && summaryOf(call);
  },
};
