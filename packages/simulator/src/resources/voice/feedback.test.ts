import { describe, expect, test } from 'vitest';
import { simulate } from '../../../test/simulate.js';

const CALL = 'CAdefbf2b4caa7df11dc48106385e32345';
const FEEDBACK = `/Calls/${CALL}/Feedback.json`;

describe('feedback on a call', () => {
  test('feedback can be created, read and replaced', async () => {
    const { simulator, get, post } = simulate();
    expect((await get(FEEDBACK)).status).toBe(404);
    const given = await post(FEEDBACK, { QualityScore: '5' });
    expect(given).toMatchObject({ status: 200 });
    expect(given.body).toEqual({
      account_sid: `AC${'0'.repeat(32)}`,
      date_created: 'Wed, 01 Jan 2025 12:00:00 +0000',
      date_updated: 'Wed, 01 Jan 2025 12:00:00 +0000',
      issues: [],
      quality_score: 5,
      sid: CALL,
    });
    expect((await get(FEEDBACK)).body).toEqual(given.body);
    simulator.advance(5000);
    const Issue = ['dropped-call', 'one-way-audio'];
    expect((await post(FEEDBACK, { QualityScore: '2', Issue })).body).toEqual({
      ...given.body,
      quality_score: 2,
      issues: Issue,
      date_updated: 'Wed, 01 Jan 2025 12:00:05 +0000',
    });
    expect((await post(FEEDBACK)).body).toMatchObject({ quality_score: 2, issues: Issue });
    expect(simulator.snapshot('Feedback')).toHaveLength(1);
  });

  test.each([{ QualityScore: '6' }, { QualityScore: '0' }, { QualityScore: '' }, { QualityScore: '5', Issue: 'rude' }])(
    'creating feedback with %j fails with code 20001',
    async (form) => {
      const { simulator, post } = simulate();
      expect(await post(FEEDBACK, form)).toMatchObject({ status: 400, body: { code: 20_001 } });
      expect(simulator.snapshot('Feedback')).toEqual([]);
    },
  );

  test('creating feedback on a call that does not exist fails with code 20404', async () => {
    const path = `/Calls/CA${'0'.repeat(32)}/Feedback.json`;
    expect(await simulate().post(path, { QualityScore: '5' })).toMatchObject({ status: 404, body: { code: 20_404 } });
  });
});
