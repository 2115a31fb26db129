import { expect, test } from 'vitest';
import { createRecentMaximum } from './recent-maximum.js';

test('the greatest value of the last second is kept, and none that is older than two', () => {
  const maximum = createRecentMaximum();
  expect(maximum.at(5000)).toBe(0);
  maximum.add(9, 5000);
  maximum.add(3, 5900);
  expect([maximum.at(5999), maximum.at(6999)]).toEqual([9, 9]);
  maximum.add(4, 6999);
  expect([maximum.at(6999), maximum.at(7000), maximum.at(7999), maximum.at(8000)]).toEqual([9, 4, 4, 0]);
  maximum.add(7, 8000);
  expect([maximum.at(8000), maximum.at(10_001)]).toEqual([7, 0]);
});
