import { expect, test } from 'vitest';
import { isServiceAccountOf, isTokenName, memberBreach, normalizeMember, toEmail } from './members.js';

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

test.each([
  ['a', true],
  ['a1', true],
  ['a-b', true],
  ['a'.repeat(63), true],
  ['a'.repeat(64), false],
  ['', false],
  ['1a', false],
  ['-a', false],
  ['a-', false],
  ['A', false],
  ['a_b', false],
  ['a\n', false],
  [' a', false],
])('whether "%s" is the name of a token: %s', (name, expected) => {
  expect(isTokenName(name)).toBe(expected);
});

test.each([
  ['Ann.B+c@Example.COM', 'ann.b+c@example.com'],
  ["o'hara!#$%&*/=?^_`{|}~-@x", undefined],
  ["o'hara!#$%&*=?^_`{|}~-@x-1", "o'hara!#$%&*=?^_`{|}~-@x-1"],
  [`${'a'.repeat(64)}@x`, `${'a'.repeat(64)}@x`],
  [`${'a'.repeat(65)}@x`, undefined],
  [`a@${'x'.repeat(253)}`, `a@${'x'.repeat(253)}`],
  [`a@${'x'.repeat(254)}`, undefined],
  ['a@b.c.d', 'a@b.c.d'],
  ['a..b@x', undefined],
  ['.a@x', undefined],
  ['a.@x', undefined],
  ['a@.x', undefined],
  ['a@x.', undefined],
  ['a@x..y', undefined],
  ['a@', undefined],
  ['@x', undefined],
  ['a b@x', undefined],
  ['a@x\n', undefined],
  [' a@x', undefined],
  ['"a"@x', undefined],
  ['a@x_y', undefined],
  ['\u00c4nn@x', undefined],
])('the email %j is %j', (text, email) => {
  expect(toEmail(text)).toBe(email);
});

test.each([
  ['user:Ann@Example.com', 'user:ann@example.com'],
  ['serviceAccount:Runner@P.iam.gserviceaccount.com', 'serviceAccount:runner@p.iam.gserviceaccount.com'],
  ['principal://Issuer/subject/Ann', 'principal://Issuer/subject/Ann'],
  ['token:CI', 'token:CI'],
  ['x-user:Ann', 'x-user:Ann'],
  ['user:\u212Aim@x', 'user:\u212Aim@x'],
])('the member %s is stored as %s', (member, stored) => {
  expect(normalizeMember(member)).toBe(stored);
});

test('the breach of a member says which forms there are', () => {
  const forms =
    'use token:<name of an API token>, user:<email>, serviceAccount:<email>, principal://<issuer>/subject/<subject>, or allAuthenticatedUsers';
  expect(memberBreach(7)).toBe(`is not a string; ${forms}`);
  expect(memberBreach('group:a@x')).toBe(`is of an unknown kind; ${forms}`);
  expect(memberBreach('allUsers')).toBe(
    'would allow callers without a token, which this server always requires; use allAuthenticatedUsers',
  );
  expect(memberBreach('user:\u212A@x')).toBe(`contains the character U+212A, which is not ASCII; ${forms}`);
  expect(memberBreach('user:\u{1F600}@x')).toContain('the character U+1F600,');
  expect(memberBreach('user:\u00e9@x')).toContain('the character U+00E9,');
  expect(memberBreach('user:ann')).toBe('is not of the form user:<email>');
});

test('a member has at most 512 characters', () => {
  const ofLength = (length: number) => `principal://i/subject/${'x'.repeat(length - 22)}`;
  expect(memberBreach(ofLength(512))).toBeUndefined();
  expect(memberBreach(ofLength(513))).toBe('has 513 characters; the maximum is 512');
});

test.each([
  ['principal://i/subject/x', true],
  ['principal://i/realms/main/subject/x', true],
  ['principal://i/subject/a/b', true],
  ['principal://i//subject/x', false],
  ['principal://i /subject/x', false],
  ['principal:///i/subject/x', false],
  ['principal://i/subject/a b', false],
  ['principal://i/subject/', false],
  ['principal://i/subject', false],
  ['principal://i', false],
  ['principal://i/subject/x\n', false],
])('whether %j is a member: %s', (member, expected) => {
  expect(memberBreach(member) === undefined).toBe(expected);
});
