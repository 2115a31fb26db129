import { describe, expect, test } from 'vitest';
import { simulate } from '../../../test/simulate.js';

const SUMMARY = '/Calls/FeedbackSummary.json';

async function withFeedback(...scores: number[]) {
  const simulated = simulate();
  const calls = simulated.simulator.snapshot('Calls');
  for (const [index, score] of scores.entries()) {
    const Issue = score < 3 ? ['dropped-call'] : [];
    await simulated.post(`/Calls/${calls[index]!.sid}/Feedback.json`, { QualityScore: String(score), Issue });
  }
  return simulated;
}

describe('feedback summaries', () => {
  test('a summary covers the feedback of its days and is completed after 3 seconds', async () => {
    const { simulator, get, post } = await withFeedback(1, 5, 2, 4);
    const today = simulator.snapshot('Calls').filter((call) => Number(call.date_created) >= Date.parse('2025-01-01'));
    await post('/Calls.json', { To: '+15550100001', From: '+15550100100', Twiml: '<Response/>' });
    const made = await post(SUMMARY, { StartDate: '2025-01-01', EndDate: '2025-01-01' });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      account_sid: `AC${'0'.repeat(32)}`,
      call_count: today.length + 1,
      call_feedback_count: 4,
      date_created: 'Wed, 01 Jan 2025 12:00:00 +0000',
      date_updated: 'Wed, 01 Jan 2025 12:00:00 +0000',
      end_date: '2025-01-01',
      include_subaccounts: false,
      issues: [
        {
          description: 'dropped-call',
          count: 2,
          percentage_of_total_calls: `${(200 / (today.length + 1)).toFixed(2)}%`,
        },
      ],
      quality_score_average: 3,
      quality_score_median: 3,
      quality_score_standard_deviation: Math.sqrt(2.5),
      sid: expect.stringMatching(/^FS[0-9a-f]{32}$/),
      start_date: '2025-01-01',
      status: 'queued',
    });
    const path = SUMMARY.replace('.json', `/${String(made.body.sid)}.json`);
    simulator.advance(2999);
    expect((await get(path)).body.status).toBe('queued');
    simulator.advance(1);
    expect((await get(path)).body).toMatchObject({ status: 'completed', date_updated: expect.stringContaining(':03') });
  });

  test.each([
    [[5, 1, 2], 2],
    [[3], 3],
    [[], 0],
  ])('the median quality score of %j is %d', async (scores, median) => {
    const { post } = await withFeedback(...scores);
    const { body } = await post(SUMMARY, { StartDate: '2025-01-01', EndDate: '2025-01-02' });
    expect(body.quality_score_median).toBe(median);
  });

  test('a summary of other days does not include the feedback', async () => {
    const { post } = await withFeedback(5);
    const { body } = await post(SUMMARY, {
      StartDate: '2014-06-01',
      EndDate: '2014-06-04',
      IncludeSubaccounts: 'true',
    });
    expect(body).toMatchObject({ call_count: 0, call_feedback_count: 0, issues: [], include_subaccounts: true });
    const all = await post(SUMMARY, { StartDate: '2014-06-01', EndDate: '2025-01-01' });
    expect(all.body).toMatchObject({ call_count: 102, call_feedback_count: 1 });
  });

  test.each([
    {},
    { StartDate: '2014-06-01' },
    { StartDate: '2014-06-01', EndDate: '2014-06-04T00:00:00Z' },
    { StartDate: '2014-06-05', EndDate: '2014-06-04' },
  ])('creating a summary with %j fails with code 20001', async (form) => {
    expect(await simulate().post(SUMMARY, form)).toMatchObject({ status: 400, body: { code: 20_001 } });
  });

  test('a summary can be deleted only once', async () => {
    const { get, post, remove } = simulate();
    const { body } = await post(SUMMARY, { StartDate: '2014-06-01', EndDate: '2014-06-04' });
    const path = SUMMARY.replace('.json', `/${String(body.sid)}.json`);
    expect([(await remove(path)).status, (await get(path)).status, (await remove(path)).status]).toEqual([
      204, 404, 404,
    ]);
  });

  test('summaries cannot be listed', async () => {
    expect(await simulate().get(SUMMARY)).toMatchObject({ status: 405, body: { code: 20_004 } });
  });
});
