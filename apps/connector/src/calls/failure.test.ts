import { TwilioApiError, TwilioConnectionError, TwilioOutcomeUnknownError } from '@twilio-connector/client';
import { EntityError } from '@twilio-connector/entities';
import { SchedulerQueueFullError } from '@twilio-connector/scheduler';
import { describe, expect, test } from 'vitest';
import { toErrorAnswer } from '../rest/answer.js';
import { toFailure } from './failure.js';
import { statusToCanonicalCode, TWILIO_CODES } from './twilio-codes.js';

const apiError = (details: Partial<ConstructorParameters<typeof TwilioApiError>[1]>) =>
  new TwilioApiError('The number is not valid.', { status: 400, attempts: 1, ...details });

describe('failures', () => {
  test("a Twilio error is returned with Twilio's code, help page and request id", () => {
    const error = apiError({
      twilioCode: 21_211,
      moreInfo: 'https://www.twilio.com/docs/errors/21211',
      requestId: 'RQ1',
    });
    expect(toErrorAnswer(toFailure(error)).body).toEqual({
      error: {
        code: 400,
        status: 'INVALID_ARGUMENT',
        message: 'The number is not valid.',
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
            domain: 'twilio.com',
            reason: 'TWILIO_21211',
            metadata: { code: '21211', status: '400', message: 'The number is not valid.', requestId: 'RQ1' },
          },
          {
            '@type': 'type.googleapis.com/google.rpc.Help',
            links: [{ description: 'Twilio’s page about this error', url: 'https://www.twilio.com/docs/errors/21211' }],
          },
        ],
      },
    });
  });

  test.each([
    [apiError({ status: 401, twilioCode: 20_003 }), 401, 'UNAUTHENTICATED'],
    [apiError({ status: 404, twilioCode: 20_404 }), 404, 'NOT_FOUND'],
    [apiError({ status: 409, twilioCode: 20_009 }), 400, 'FAILED_PRECONDITION'],
    [apiError({ status: 400, twilioCode: 21_610 }), 400, 'FAILED_PRECONDITION'],
    [apiError({ status: 500 }), 500, 'INTERNAL'],
    [apiError({ status: 503 }), 503, 'UNAVAILABLE'],
    [new TwilioOutcomeUnknownError('x', 1), 500, 'UNKNOWN'],
    [new TwilioConnectionError('x', 5), 503, 'UNAVAILABLE'],
    [new EntityError('UNKNOWN_ENTITY_TYPE', 'x'), 404, 'NOT_FOUND'],
    [new EntityError('INVALID_INPUT', 'x'), 400, 'INVALID_ARGUMENT'],
    [new TypeError('secret internals'), 500, 'INTERNAL'],
  ])('the error "%s" has HTTP status %i and the canonical code %s', (error, status, code) => {
    const failure = toFailure(error);
    expect(failure.code).toBe(code);
    expect(toErrorAnswer(failure).status).toBe(status);
  });

  test('the failure for an unexpected error does not contain its message', () => {
    expect(JSON.stringify(toFailure(new TypeError('secret internals')))).not.toContain('internals');
  });

  test.each([
    [new SchedulerQueueFullError('full', 1500), '1.5s', 2],
    [apiError({ status: 429, twilioCode: 20_429, retryAfterMs: 3000 }), '3s', 3],
    [apiError({ status: 429, twilioCode: 20_429 }), '1s', 1],
  ])('the rate limit error "%s" is a 429 that asks the client to retry after %s', (error, retryDelay, retryAfter) => {
    const failure = toFailure(error);
    expect(failure.code).toBe('RESOURCE_EXHAUSTED');
    expect(toErrorAnswer(failure)).toMatchObject({ status: 429, headers: { 'Retry-After': String(retryAfter) } });
    expect(failure.details).toContainEqual({ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay });
  });

  test('the details of a failure contain field violations and the position', () => {
    const violations = [{ field: 'To', description: 'is required' }];
    const { details } = toFailure(new EntityError('INVALID_INPUT', 'x', { violations, position: 5 }));
    expect(details).toContainEqual({
      '@type': 'type.googleapis.com/google.rpc.BadRequest',
      fieldViolations: violations,
    });
    expect(details[0]).toMatchObject({
      domain: 'twilio-connector',
      reason: 'INVALID_INPUT',
      metadata: { position: '5' },
    });
  });

  test('an unknown outcome has the reason OUTCOME_UNKNOWN and a code that clients do not retry', () => {
    const { code, details } = toFailure(new TwilioOutcomeUnknownError('x', 1));
    expect(code).not.toBe('UNAVAILABLE');
    expect(details[0]).toMatchObject({ reason: 'OUTCOME_UNKNOWN', domain: 'twilio-connector' });
  });
});

test('every HTTP error status has a canonical code, and every listed Twilio code has five digits', () => {
  for (let status = 400; status < 600; status += 1) expect(statusToCanonicalCode(status)).toBeTruthy();
  expect(Object.keys(TWILIO_CODES).every((code) => /^[12]\d{4}$/.test(code))).toBe(true);
});
