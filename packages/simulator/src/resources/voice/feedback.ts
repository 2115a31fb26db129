import type { Declaration, Form } from '../../model/resource.js';
import type { Properties } from '../../twilio/operation.js';
import { TwilioProblem } from '../../twilio/problem.js';

const ISSUES = [
  'audio-latency',
  'digits-not-captured',
  'dropped-call',
  'imperfect-audio',
  'incorrect-caller-id',
  'one-way-audio',
  'post-dial-delay',
  'unsolicited-call',
];

const properties: Properties = {
  account_sid: { type: 'string' },
  date_created: { type: 'string', format: 'date-time-rfc-2822' },
  date_updated: { type: 'string', format: 'date-time-rfc-2822' },
  issues: { type: 'array', items: { type: 'string' } },
  quality_score: { type: 'integer', nullable: true },
  sid: { type: 'string' },
};

const FORM = { QualityScore: { type: 'integer' }, Issue: { type: 'array', items: { enum: ISSUES } } } as const;

const path = '/2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Feedback';

// Twilio retired this resource at the end of 2023, but the examples on Google's page still use it. Its SID is the call's SID.
export const feedback: Declaration = {
  name: 'Feedback',
  path,
  instancePath: path,
  share: 0,
  parents: { CallSid: { property: 'sid' } },
  operations: { get: { status: 200, properties }, create: { status: 200, form: FORM, properties } },
  create(form, world, { params: { CallSid: sid = '' } }) {
    const now = world.now();
    const before = world.table('Feedback').get(sid);
    return {
      sid,
      account_sid: world.accountSid,
      quality_score: score(form) ?? before?.quality_score ?? null,
      issues: form.has('Issue') ? issues(form) : (before?.issues ?? []),
      date_created: before?.date_created ?? now,
      date_updated: now,
    };
  },
  seed: () => [],
};

function score(form: Form): number | undefined {
  const text = form.get('QualityScore');
  if (text === undefined) return undefined;
  if (/^[1-5]$/.test(text)) return Number(text);
  throw new TwilioProblem(400, 20_001, 'QualityScore must be a number from 1 to 5.');
}

function issues(form: Form): readonly string[] {
  const given = form.getAll('Issue');
  if (given.every((issue) => ISSUES.includes(issue))) return given;
  throw new TwilioProblem(400, 20_001, `Issue must be one of ${ISSUES.join(', ')}.`);
}
