import { describe, expect, test } from 'vitest';
import { createKnownSecrets } from './known-secrets.js';
import { createRedact } from './redact.js';

const SECRET = 'canary-0123456789';
const known = createKnownSecrets();
known.add(SECRET);
const redact = createRedact(known.hide);

describe('redact', () => {
  test('redact removes secrets from strings at any depth', () => {
    expect(redact({ a: [`x ${SECRET} y`], b: { c: SECRET } })).toEqual({
      a: ['x [redacted] y'],
      b: { c: '[redacted]' },
    });
  });

  test.each([
    '+15550100001',
    'whatsapp:+14155238886',
    "The 'To' number +15550100001 is not valid",
    '555-010-0001',
    '+15550100001: bad',
    'To=%2B15550100002&',
    '(555) 010-0001',
    '15550100001',
  ])('redact removes the phone number from %j', (text) => {
    expect(String(redact(text))).not.toMatch(/\d{4}/);
  });

  test.each([
    'SM3ad97d41e786c02bca47c8ce1745053b',
    '2024-01-01T00:00:00Z',
    'http://127.0.0.1:8080',
    'TWILIO_21211',
    '1250 ms',
  ])('redact does not change %j', (text) => {
    expect(redact(text)).toBe(text);
  });

  test('redact masks members with private content, whatever their value', () => {
    expect(redact({ Body: 'hello', fields: { x: 1 }, To: 'a', status: 200 })).toEqual({
      Body: '[redacted]',
      fields: '[redacted]',
      To: '[redacted]',
      status: 200,
    });
  });

  test('redact keeps the name, code, stack and cause of an error', () => {
    const error = Object.assign(new Error(`refused ${SECRET}`, { cause: new Error('+15550100001') }), { code: 'X' });
    const redacted = redact(error) as Record<string, unknown>;
    expect(redacted).toMatchObject({ name: 'Error', message: 'refused [redacted]', code: 'X' });
    expect(JSON.stringify(redacted)).not.toContain(SECRET);
    expect(JSON.stringify(redacted)).not.toContain('5550100001');
  });

  test('redact handles circular references', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(JSON.stringify(redact(circle))).toContain('[redacted]');
  });
});
