import { expect, test } from 'vitest';
import { createQueries } from './queries-over-rest.js';

const SERVER = {
  url: 'http://127.0.0.1:1',
  token: 'token',
  connection: 'projects/p/locations/l/connections/c',
  note: () => {},
};

test('a query that was interrupted before it was sent is not sent', async () => {
  let calls = 0;
  const call = () => {
    calls += 1;
    return Promise.reject(new Error('It was sent.'));
  };
  const { query } = createQueries(SERVER, call, () => 'key');
  await expect(query('delete from messages', { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  expect(calls).toBe(0);
});
