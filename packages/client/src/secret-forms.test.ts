import { expect, test } from 'vitest';
import { toBase64Forms, toSecretForms } from './secret-forms.js';

const SECRET = 'canary?/+"é&0123456789';
const JSON_UNICODE = SECRET.replaceAll('+', String.raw`\u002B`);

/** Replaces every form of the secret. */
const hide = (text: string) =>
  toSecretForms(SECRET)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, form) => rest.replaceAll(form, '*'), text);

test.each([
  ['as it is', SECRET],
  ['in a URL', encodeURIComponent(SECRET)],
  ['in a URL with lower-case escapes', encodeURIComponent(SECRET).replace(/%../g, (escape) => escape.toLowerCase())],
  ['in a form', new URLSearchParams({ '': SECRET }).toString().slice(1)],
  ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
  ['in JSON with escaped slashes', SECRET.replaceAll('/', String.raw`\/`)],
  ['in JSON with escaped plus signs', JSON_UNICODE],
  ['in JSON with escaped plus signs in lower case', JSON_UNICODE.replace('u002B', 'u002b')],
  ['in HTML', SECRET.replaceAll('/', '&#x2F;').replaceAll('+', '&#x2B;')],
  ['in base64', Buffer.from(SECRET).toString('base64')],
  ['in base64 for URLs', Buffer.from(SECRET).toString('base64url')],
  ['in hexadecimal', Buffer.from(SECRET).toString('hex')],
  ['in upper-case hexadecimal', Buffer.from(SECRET).toString('hex').toUpperCase()],
])('a secret is found %s', (_where, text) => {
  expect(hide(`<${text}>`)).toMatch(/^<\*.{0,3}>$/);
});

test.each([0, 1, 2, 3, 4])('a secret is found %i bytes after the beginning of a text in base64', (before) => {
  const text = Buffer.from(`${'u'.repeat(before)}${SECRET}:more`).toString('base64');
  const hidden = hide(text);
  const rest = hidden.split('*').map((part) => Buffer.from(part, 'base64').toString());
  expect(hidden).toContain('*');
  expect(rest.join('')).not.toContain('anary');
});

test.each([
  ['with padding', 'YWJj/+8='],
  ['without padding', 'YWJj/+8'],
  ['in a URL', 'YWJj%2F%2B8%3D'],
  ['for URLs', 'YWJj_-8'],
  ['in JSON with escaped slashes', String.raw`YWJj\/+8=`],
])('a text in base64 is found %s', (_where, text) => {
  expect(toBase64Forms('YWJj/+8=')).toContain(text);
});
