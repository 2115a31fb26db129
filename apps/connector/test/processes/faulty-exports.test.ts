import { expect, test } from 'vitest';
import { exportWithFaults } from '../crash/export-faults.ts';

test('exports are complete and exact while Twilio answers at random with 429 and 503 and cuts connections', async () => {
  // `crash` in benchmarks exports 100,000 messages, with 1 %, 1 % and 0.1 %.
  const rates = { tooManyRequests: 0.1, unavailable: 0.08, reset: 0.05 };
  const { faults, flaws } = await exportWithFaults({ exports: 4, messages: 15_000, rates, seed: 1 });
  expect(flaws).toEqual([]);
  // Proof that every kind of fault occurred.
  expect(Math.min(faults.tooManyRequests, faults.unavailable, faults.reset)).toBeGreaterThan(0);
}, 60_000);
