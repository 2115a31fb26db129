import { expect, test } from 'vitest';
import { toCsv } from './audit-record.ts';

const record = {
  id: '1',
  time: '2026-11-30T12:00:00Z',
  caller: 'token:ci',
  method: 'v1.connections.get',
  resource: 'projects/p',
  status: 'OK',
};

test('audit records become CSV, and texts that look like formulas stay texts', () => {
  const csv = toCsv([record, { ...record, caller: '=HYPERLINK("x")', resource: 'a,b' }]);
  expect(csv.split('\r\n')).toEqual([
    'time,caller,method,resource,entity,status,reason,callId',
    '2026-11-30T12:00:00Z,token:ci,v1.connections.get,projects/p,,OK,,',
    `2026-11-30T12:00:00Z,"'=HYPERLINK(""x"")",v1.connections.get,"a,b",,OK,,`,
    '',
  ]);
});
