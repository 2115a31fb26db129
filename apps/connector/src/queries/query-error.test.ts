import { SqlError, WriteError } from '@twilio-connector/sql';
import { expect, test } from 'vitest';
import { toConnectorError } from './query-error.js';

test('a write of one row that was cancelled before it was sent says so, and has a report', () => {
  const report = { operation: 'INSERT', target: 'messages', rows: [{ row: 1, status: 'not attempted' }] } as const;
  const cause = new DOMException('Aborted.', 'AbortError');
  const cancelled = new SqlError('57014', 'canceling statement due to user request', { cause });
  expect(toConnectorError(new WriteError(cancelled, report))).toMatchObject({
    code: 'CANCELLED',
    message: 'canceling statement due to user request (57014). Row 1 not attempted.',
    details: [{ value: report }],
  });
});
