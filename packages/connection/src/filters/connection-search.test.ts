import { expect, test } from 'vitest';
import { connections, idOf } from '../../test/query-connections.js';
import { matchesQuery } from '../index.js';

test.each([
  ['alpha', 'alpha'],
  ['ALPHA line', 'alpha'],
  ['prod', 'alpha'],
  ['env', 'alpha,beta'],
  ['twilio', 'alpha,beta,gamma'],
  ['twilio test', 'beta'],
  ['local', ''],
  ['nothing', ''],
])('the search query %j finds the connections "%s"', (query, ids) => {
  expect(
    connections
      .filter((candidate) => matchesQuery(candidate, query))
      .map(idOf)
      .join(),
  ).toBe(ids);
});
