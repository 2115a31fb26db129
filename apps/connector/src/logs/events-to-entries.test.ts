import { expect, test } from 'vitest';
import { attemptToEntry, callToEntry, checkToEntry, socketToEntry } from './events-to-entries.js';
import type { LoggedAttempt, LoggedCall } from './logged-events.js';
import { maskPath } from './mask-path.js';

const SID = `SM${'0'.repeat(32)}`;
const record: LoggedCall['record'] = {
  id: 'f'.repeat(32),
  method: 'v2.connections.entityTypes.entities.get',
  caller: 'token:ci',
  resource: 'projects/p/locations/l/connections/c',
  startMs: 1000,
  durationMs: 20.4,
  twilioRequests: 1,
  isReplayed: false,
  subject: { operation: 'GET', entityType: 'Messages' },
};
const attempt: LoggedAttempt = {
  connection: record.resource,
  endMs: 1019,
  method: 'GET',
  product: 'api',
  path: `/2010-04-01/Accounts/{AccountSid}/Messages/${SID}.json`,
  status: 404,
  durationMs: 18.2,
  waitMs: 0.3,
  attempt: 1,
  twilioCode: 20_404,
  requestId: `RQ${'a'.repeat(32)}`,
  origin: { call: record.id },
};

test('the entry of a failed call has its outcome, its requests at Twilio and the page about the error, but not the message', () => {
  const failure = { code: 'NOT_FOUND', reason: 'TWILIO_20404', message: 'quotes +15550001' } as const;
  expect(callToEntry({ record, failure, attempts: [attempt] })).toEqual({
    timeMs: 1020.4,
    connection: record.resource,
    severity: 'ERROR',
    callId: record.id,
    payload: {
      message: 'GET Messages failed: NOT_FOUND (TWILIO_20404)',
      callId: record.id,
      caller: 'token:ci',
      method: record.method,
      operation: 'GET',
      entityType: 'Messages',
      status: { code: 5, status: 'NOT_FOUND', reason: 'TWILIO_20404' },
      durationMs: 20,
      twilioRequests: 1,
      requests: [
        {
          method: 'GET',
          product: 'api',
          path: attempt.path,
          status: 404,
          durationMs: 18,
          waitMs: 0,
          attempt: 1,
          twilioCode: 20_404,
          requestId: attempt.requestId,
        },
      ],
      help: 'https://www.twilio.com/docs/errors/20404',
    },
  });
});

test.each([
  { operation: 'LIST', entityType: 'my secret' } as const,
  { operation: 'EXECUTE', action: 'my secret' } as const,
])(
  'names that the connector does not know are not logged, because a caller can write anything there: %j',
  (subject) => {
    const { payload } = callToEntry({ record: { ...record, subject }, attempts: [] });
    expect(JSON.stringify(payload)).not.toContain('secret');
    expect(payload.message).toBe(`${subject.operation} succeeded`);
  },
);

test('a request id that does not look like one of Twilio is not logged, because a gateway can put anything there', () => {
  const { payload } = attemptToEntry({ ...attempt, requestId: 'Basic c2VjcmV0' });
  expect(payload.request?.requestId).toBeUndefined();
});

test.each([
  ['ACTIVE', 'INFO'],
  ['AUTH_ERROR', 'ERROR'],
  ['ERROR', 'ERROR'],
] as const)('a check that finds the state %s is logged as %s', (state, severity) => {
  expect(checkToEntry({ connection: record.resource, state, atMs: 1 })).toMatchObject({ severity, payload: { state } });
});

test.each([
  ['/2010-04-01/Accounts/{AccountSid}/Messages.json', undefined],
  [`/2010-04-01/Accounts/{AccountSid}/Messages/${SID}/Media/ME${'1'.repeat(32)}.json`, undefined],
  [`/v2/Services/VA${'1'.repeat(32)}/Verifications`, undefined],
  ['/v2/PhoneNumbers/+15550001', '/v2/PhoneNumbers/[redacted]'],
  ['/v2/PhoneNumbers/%2B15550001', '/v2/PhoneNumbers/[redacted]'],
  [`/v1/Services/IS${'1'.repeat(32)}/Users/jane@example.com`, `/v1/Services/IS${'1'.repeat(32)}/Users/[redacted]`],
  ['/2010-04-01/Accounts/{AccountSid}/Secret/a.json', '/2010-04-01/Accounts/{AccountSid}/[redacted]/[redacted]'],
  ['', undefined],
])('the path %j has no values of columns in the log', (path, masked = path) => {
  expect(maskPath(path)).toBe(masked);
});

test('a connection to a host is told with its version of TLS, or with the error that prevented it', () => {
  const socket = { connection: 'c', endMs: 5, host: '::1', port: 443, durationMs: 1.6 };
  const tls = { address: '::1', tls: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384' };
  expect(socketToEntry({ ...socket, ...tls })).toEqual({
    timeMs: 5,
    connection: 'c',
    severity: 'DEBUG',
    payload: {
      message: 'Connected to [::1]:443 (TLSv1.3)',
      socket: { host: '::1', port: 443, durationMs: 2, ...tls },
    },
  });
  const { payload } = socketToEntry({ ...socket, error: 'CERT_HAS_EXPIRED' });
  expect(payload.message).toBe('No connection to [::1]:443: CERT_HAS_EXPIRED');
});
