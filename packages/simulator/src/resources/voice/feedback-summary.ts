import type { Declaration, Form } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import type { Table } from '../../model/table.js';
import type { Properties } from '../../twilio/operation.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { DAY_MS, parseTime } from '../../twilio/times.js';

// How long after its creation a summary is complete.
const COMPLETE_AFTER_MS = 3000;

const properties: Properties = {
  account_sid: { type: 'string' },
  call_count: { type: 'integer' },
  call_feedback_count: { type: 'integer' },
  date_created: { type: 'string', format: 'date-time-rfc-2822' },
  date_updated: { type: 'string', format: 'date-time-rfc-2822' },
  end_date: { type: 'string', format: 'date' },
  include_subaccounts: { type: 'boolean' },
  issues: { type: 'array', items: { type: 'object' } },
  quality_score_average: { type: 'number' },
  quality_score_median: { type: 'number' },
  quality_score_standard_deviation: { type: 'number' },
  sid: { type: 'string' },
  start_date: { type: 'string', format: 'date' },
  status: { type: 'string' },
};

const FORM = {
  StartDate: { type: 'string', format: 'date', required: true },
  EndDate: { type: 'string', format: 'date', required: true },
  IncludeSubaccounts: { type: 'boolean' },
  StatusCallback: { type: 'string', format: 'uri' },
  StatusCallbackMethod: { type: 'string', enum: ['GET', 'POST'] },
} as const;

// Twilio retired this resource together with call feedback.
export const feedbackSummary: Declaration = {
  name: 'FeedbackSummary',
  path: '/2010-04-01/Accounts/{AccountSid}/Calls/FeedbackSummary',
  share: 0,
  operations: {
    get: { status: 200, properties },
    create: { status: 201, form: FORM, properties },
    delete: { status: 204 },
  },
  create(form, world) {
    const [start, end] = [readDay(form, 'StartDate'), readDay(form, 'EndDate')];
    if (start.ms > end.ms) throw new TwilioProblem(400, 20_001, 'StartDate must not lie after EndDate.');
    const [from, to] = [start.ms, end.ms + DAY_MS];
    const now = world.now();
    return {
      sid: world.sid('FS'),
      account_sid: world.accountSid,
      start_date: start.text,
      end_date: end.text,
      include_subaccounts: form.get('IncludeSubaccounts') === 'true',
      status: 'queued',
      ...summarize(
        createdBetween(world.table('Feedback'), from, to),
        createdBetween(world.table('Calls'), from, to).length,
      ),
      date_created: now,
      date_updated: now,
    };
  },
  atTime(row, now) {
    const completed = Number(row.date_created) + COMPLETE_AFTER_MS;
    return now >= completed ? { status: 'completed', date_updated: completed } : undefined;
  },
  seed: () => [],
};

function createdBetween(table: Table, from: number, to: number): Row[] {
  return [...table.oldestFirst()].filter((row) => Number(row.date_created) >= from && Number(row.date_created) < to);
}

function summarize(feedback: readonly Row[], callCount: number): Readonly<Record<string, unknown>> {
  const scores = feedback.flatMap((row) => (typeof row.quality_score === 'number' ? [row.quality_score] : []));
  scores.sort((a, b) => a - b);
  const average = mean(scores);
  const middle = scores.slice(Math.ceil(scores.length / 2) - 1, Math.floor(scores.length / 2) + 1);
  const named = feedback.flatMap((row) => (Array.isArray(row.issues) ? row.issues.map(String) : []));
  return {
    call_count: callCount,
    call_feedback_count: feedback.length,
    quality_score_average: average,
    quality_score_median: mean(middle),
    quality_score_standard_deviation: Math.sqrt(mean(scores.map((score) => (score - average) ** 2))),
    issues: [...new Set(named)].map((description) => {
      const count = named.filter((name) => name === description).length;
      const percentage = callCount === 0 ? 0 : (100 * count) / callCount;
      return { description, count, percentage_of_total_calls: `${percentage.toFixed(2)}%` };
    }),
  };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
}

function readDay(form: Form, name: string): { readonly text: string; readonly ms: number } {
  const text = form.get(name) ?? '';
  const time = parseTime(text);
  if (time?.isDay) return { text, ms: time.ms };
  throw new TwilioProblem(400, 20_001, `${name} is required, as YYYY-MM-DD.`);
}
