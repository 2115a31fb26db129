import { describe, expect, test } from 'vitest';
import { router } from './registry.js';

const find = (method: string, path: string) => router.find(method, 'api', path);
const BASE = '/2010-04-01/Accounts/AC0';
const code = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as { code: number }).code;
  }
};

describe('the router', () => {
  test.each([
    ['GET', '/Messages', 'Messages', 'list', undefined],
    ['POST', '/Messages', 'Messages', 'create', undefined],
    ['GET', '/Messages/SM1', 'Messages', 'get', 'SM1'],
    ['POST', '/Messages/SM1', 'Messages', 'update', 'SM1'],
    ['DELETE', '/Messages/SM1', 'Messages', 'delete', 'SM1'],
    ['GET', '/Calls/CA1', 'Calls', 'get', 'CA1'],
    ['POST', '/Calls/FeedbackSummary', 'FeedbackSummary', 'create', undefined],
    ['GET', '/Calls/FeedbackSummary/FS1', 'FeedbackSummary', 'get', 'FS1'],
    ['GET', '/Calls/CA1/Feedback', 'Feedback', 'get', 'CA1'],
    ['POST', '/Calls/CA1/Feedback', 'Feedback', 'create', 'CA1'],
    ['POST', '/OutgoingCallerIds', 'OutgoingCallerIds', 'create', undefined],
  ])('%s %s is routed to %s: %s', (method, path, resource, verb, sid) => {
    const found = find(method, BASE + path);
    expect([
      found.resource.name,
      found.verb,
      found.params.Sid ?? found.params.CallSid,
      found.params.AccountSid,
    ]).toEqual([resource, verb, sid, 'AC0']);
  });

  test.each([
    ['PUT', '/Messages'],
    ['PATCH', '/Messages/SM1'],
    ['DELETE', '/Messages'],
    ['HEAD', '/Calls/FeedbackSummary'],
    ['POST', '/Recordings'],
    ['POST', '/Recordings/RE1'],
    ['GET', '/Calls/FeedbackSummary'],
    ['DELETE', '/Calls/CA1/Feedback'],
  ])('%s %s fails with code 20004, method not allowed', (method, path) => {
    expect(code(() => find(method, BASE + path))).toBe(20_004);
  });

  test.each([
    '/',
    '/Unknown',
    '/Messages/',
    '/Messages//',
    '/Messages//Media',
    '/constructor',
    '/Messages/SM1/Nothing',
    '/Calls/CA1/Payments',
    '/messages',
  ])('the path %s fails with code 20404, not found', (path) => {
    expect(code(() => find('GET', BASE + path))).toBe(20_404);
    expect(code(() => find('GET', `/x${BASE}/Messages`))).toBe(20_404);
  });
});
