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

  test.each(['Body', 'fields', 'Authorization', 'password', 'token', 'authToken', 'To', 'from', 'Sender'])(
    'redact masks the private member %s, whatever its value',
    (name) => {
      expect(redact({ [name]: 'hello', status: 200 })).toEqual({ [name]: '[redacted]', status: 200 });
      expect(redact({ [name]: { x: 1 } })).toEqual({ [name]: '[redacted]' });
    },
  );

  test('redact does not change numbers, booleans and null', () => {
    const values = { status: 404, isDone: false, reason: null, list: [null, 0] };
    expect(redact(values)).toEqual(values);
  });

  test('redact keeps the names and codes of an error and its causes, and hides secrets and phone numbers in their texts', () => {
    const [innermost, inner] = [new TypeError(`bad ${SECRET}`), new Error('to +15550100001')];
    inner.cause = { error: innermost };
    const error = Object.assign(new Error(`refused ${SECRET}`, { cause: inner }), { code: 'ENOSPC', password: 'x' });
    error.stack = `Error: refused ${SECRET}\n    at send (file:///x.js:1:1)`;
    expect(redact(error)).toEqual({
      name: 'Error',
      message: 'refused [redacted]',
      code: 'ENOSPC',
      stack: 'Error: refused [redacted]\n    at send (file:///x.js:1:1)',
      cause: {
        name: 'Error',
        message: 'to [redacted]',
        stack: expect.stringContaining('Error: to [redacted]'),
        cause: {
          error: {
            name: 'TypeError',
            message: 'bad [redacted]',
            stack: expect.stringContaining('TypeError: bad [redacted]'),
          },
        },
      },
    });
  });

  test('redact does not change a code or name that equals a secret, but hides a secret that is not a code', () => {
    const tenant = createKnownSecrets(['OUTCOME_UNKNOWN_CODE', 'TwilioResponseError', 'hunter2-hunter2-hunter2']);
    const { name, code } = createRedact(tenant.hide)(
      Object.assign(new Error('x'), { name: 'TwilioResponseError', code: 'OUTCOME_UNKNOWN_CODE' }),
    ) as Record<string, unknown>;
    expect([name, code]).toEqual(['TwilioResponseError', 'OUTCOME_UNKNOWN_CODE']);
    const secretCode = Object.assign(new Error('x'), { code: 'hunter2-hunter2-hunter2' });
    expect(createRedact(tenant.hide)(secretCode)).toMatchObject({ code: '[redacted]' });
  });

  test('redact ends at a depth of seven, so circular references end', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const text = JSON.stringify(redact(circle));
    expect(text).toBe(`${'{"self":'.repeat(7)}"[redacted]"${'}'.repeat(7)}`);
    const error = new Error('x');
    error.cause = error;
    expect(JSON.stringify(redact(error))).toContain('"cause":"[redacted]"');
    const list: unknown[] = [];
    list.push(list);
    expect(JSON.stringify(redact(list))).toBe(`${'['.repeat(7)}"[redacted]"${']'.repeat(7)}`);
    const coded = Object.assign(new Error('x'), { code: list });
    coded.stack = '';
    expect(JSON.stringify(redact(coded))).toBe(
      `{"name":"Error","message":"x","code":${'['.repeat(6)}"[redacted]"${']'.repeat(6)}}`,
    );
  });
});
