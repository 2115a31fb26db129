import { expect, test } from 'vitest';
import { isServiceAccountOf } from './members.js';

test.each([
  ['runner@p.iam.gserviceaccount.com', 'p', true],
  ['Runner@P.iam.gserviceaccount.com', 'p', true],
  ['runner@p2.iam.gserviceaccount.com', 'p', false],
  ['runner@x.p.iam.gserviceaccount.com', 'p', false],
  ['runner@p.iam.gserviceaccount.com.example.com', 'p', false],
  ['a@b@p.iam.gserviceaccount.com', 'p', false],
  ['@p.iam.gserviceaccount.com', 'p', false],
  ['runner@p.iam.gserviceaccount.com', 'P', false],
  ['runner@k.iam.gserviceaccount.com', '\u212A', false],
  ['runner@\u212A.iam.gserviceaccount.com', 'k', false],
  ['runner\u212A@p.iam.gserviceaccount.com', 'p', false],
  ['', 'p', false],
])('whether "%s" is a service account of the project %s: %s', (email, project, expected) => {
  expect(isServiceAccountOf(email, project)).toBe(expected);
});
