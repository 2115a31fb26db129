import { TwilioProblem } from '../problem.js';
import { parseTime } from '../times.js';
import type { Form, Resource } from './resource.js';

// How long the summary takes after it was asked for.
const COMPLETE_AFTER_MS = 3000;

// Retired by Twilio together with call feedback.
export const feedbackSummary: Resource = {
  name: 'FeedbackSummary',
  path: '/2010-04-01/Accounts/{AccountSid}/Calls/FeedbackSummary',
  share: 0,
  verbs: ['get', 'create', 'delete'],
  properties: [
    'account_sid',
    'call_count',
    'call_feedback_count',
    'date_created',
    'date_updated',
    'end_date',
    'include_subaccounts',
    'issues',
    'quality_score_average',
    'quality_score_median',
    'quality_score_standard_deviation',
    'sid',
    'start_date',
    'status',
  ],
  times: ['date_created', 'date_updated'],
  create(form, world) {
    const [start, end] = [day(form, 'StartDate'), day(form, 'EndDate')];
    if (start > end) throw new TwilioProblem(400, 20_001, 'StartDate must not lie after EndDate.');
    const scores = world
      .table('Feedback')
      .rows()
      .map((row) => Number(row.quality_score))
      .sort((a, b) => a - b);
    const average = scores.reduce((sum, score) => sum + score, 0) / (scores.length || 1);
    const variance = scores.reduce((sum, score) => sum + (score - average) ** 2, 0) / (scores.length || 1);
    const now = world.now();
    return {
      sid: world.sid('FS'),
      account_sid: world.accountSid,
      start_date: start,
      end_date: end,
      include_subaccounts: form.get('IncludeSubaccounts') === 'true',
      status: 'queued',
      call_count: world.table('Calls').size,
      call_feedback_count: scores.length,
      quality_score_average: average,
      quality_score_median: scores[Math.floor(scores.length / 2)] ?? 0,
      quality_score_standard_deviation: Math.sqrt(variance),
      issues: [],
      date_created: now,
      date_updated: now,
    };
  },
  atTime(row, now) {
    return { status: now - Number(row.date_created) >= COMPLETE_AFTER_MS ? 'completed' : 'queued' };
  },
  seed: () => [],
};

function day(form: Form, name: string): string {
  const text = form.get(name);
  if (text && parseTime(text)?.isDay) return text;
  throw new TwilioProblem(400, 20_001, `${name} is required, as YYYY-MM-DD.`);
}
