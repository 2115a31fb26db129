import type { Declaration } from '../../model/resource.js';
import { TwilioProblem } from '../../twilio/problem.js';

const ISSUES = ['no_quality_issue', 'low_volume', 'choppy_robotic', 'echo', 'dtmf', 'latency', 'owa', 'static_noise'];

// Every call has an annotation, with default values until it is updated.
export const callAnnotation: Declaration = {
  name: 'CallAnnotation',
  product: 'insights',
  instancePath: '/v1/Voice/{CallSid}/Annotation',
  key: ['call_sid'],
  parents: { CallSid: { resource: 'Calls' } },
  find: ({ CallSid: sid = '' }, world) =>
    world.table('CallAnnotation').get(sid) ?? {
      sid,
      call_sid: sid,
      account_sid: world.accountSid,
      answered_by: 'unknown_answered_by',
      connectivity_issue: 'unknown_connectivity_issue',
      quality_issues: [],
      spam: false,
    },
  update(row, form, _world, changes) {
    const score = form.get('CallScore') ?? '';
    if (score !== '' && !/^[1-5]$/.test(score)) throw new TwilioProblem(400, 20_001, 'CallScore must be from 1 to 5.');
    const issues = form
      .get('QualityIssues')
      ?.split(',')
      .map((issue) => issue.trim())
      .filter(Boolean);
    if (issues?.some((issue) => !ISSUES.includes(issue))) {
      throw new TwilioProblem(400, 20_001, `QualityIssues must be some of ${ISSUES.join(', ')}.`);
    }
    return { ...changes, quality_issues: issues ?? row.quality_issues };
  },
  seed: () => [],
};
