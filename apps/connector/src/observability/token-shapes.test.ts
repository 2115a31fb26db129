import { expect, test } from 'vitest';
import { createKnownSecrets } from './known-secrets.js';
import { maskResource, maskTokens } from './token-shapes.js';

const TOKENS = [`tct_${'A-b_9'.repeat(8)}xyz`, 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl'];

test.each(TOKENS)('the unknown token %s is hidden by its shape in free text and in resource names', (token) => {
  expect(createKnownSecrets().hide(`There is no "${token}".`)).toBe('There is no "[redacted]".');
  expect(maskTokens(`There is no "${token}".`)).toBe('There is no "[redacted]".');
  expect(maskResource(`projects/${token}`)).toBe('projects/[redacted]');
});

test.each([
  'projects/p/locations/local/connections/twilio',
  'projects/123456789012/locations/us-central1/connections/c',
  'projects/example.com:my-project',
  'projects/P_2',
  // Twilio's auth tokens have this form, but so can the id of a connection.
  `projects/p/locations/local/connections/${'a1'.repeat(16)}`,
  'tokens/ci',
  'unknown',
  '',
])('maskResource does not change the name %j', (name) => {
  expect(maskResource(name)).toBe(name);
});

test.each([
  'with space',
  'slash\\',
  'quote"',
  'b+64',
  'padding=',
  'é',
  '-x',
  'x-',
  `Aa1${'x'.repeat(29)}`,
  'x'.repeat(129),
])('maskResource masks a segment that cannot be an id, such as %j', (segment) => {
  expect(maskResource(`projects/${segment}/locations/local`)).toBe('projects/[redacted]/locations/local');
});
