import { describe, expect, test } from 'vitest';
import { checkParameters } from './check-parameters.js';

const PARAMETERS = {
  Name: { type: 'string', required: true },
  Status: { type: 'string', enum: ['open', 'closed'] },
  CallSid: { type: 'string', pattern: '^CA[0-9a-fA-F]{32}$' },
  Size: { type: 'integer' },
  Score: { type: 'number' },
  Muted: { type: 'boolean' },
  Since: { type: 'string', format: 'date-time' },
  Event: { type: 'array', items: { type: 'string', enum: ['ringing', 'answered'] } },
} as const;

const check =
  (query: string, refusals = {}) =>
  () =>
    checkParameters(new URLSearchParams(query), { parameters: PARAMETERS, refusals });

describe('parameters', () => {
  test.each([
    'Name=x',
    'Name=x&Status=open&Size=-5&Score=1.5&Muted=True&Since=2024-01-01&PageSize=5&Page=0&PageToken=x',
    `Name=x&CallSid=CA${'0'.repeat(32)}&Event=ringing&Event=answered`,
    'Name=x&Status=&CallSid=&Size=&Muted=&Since=&Event=',
  ])('the parameters "%s" are valid', (query) => {
    expect(check(query)).not.toThrow();
  });

  test.each([
    ['Name=x&Other=1', 'Unknown parameter: Other'],
    ['Name=x&constructor=1', 'Unknown parameter: constructor'],
    ['Name=x&name=1', 'Unknown parameter: name'],
    ['', 'Missing required parameter Name'],
    ['Name=', 'Missing required parameter Name'],
    ['Name=x&Status=Open', 'Status must be one of open, closed.'],
    ['Name=x&CallSid=CA1', 'CallSid must be of the form ^CA[0-9a-fA-F]{32}$.'],
    ['Name=x&Size=1.5', 'Size must be a whole number.'],
    ['Name=x&Score=many', 'Score must be a number.'],
    ['Name=x&Muted=yes', 'Muted must be true or false.'],
    ['Name=x&Since=yesterday', 'Since must be a date or a time in ISO 8601.'],
    ['Name=x&Event=ringing&Event=gone', 'Event must be one of ringing, answered.'],
  ])('the parameters "%s" are refused with "%s"', (query, message) => {
    expect(check(query)).toThrow(expect.objectContaining({ status: 400, code: 20_001, message }));
  });

  test('a resource can declare its own code and message for a parameter', () => {
    const refusals = { Name: [21_604, 'A name is required.'] };
    expect(check('', refusals)).toThrow(expect.objectContaining({ code: 21_604, message: 'A name is required.' }));
  });
});
