import { expect, test } from 'vitest';
import { connections, idOf } from '../../test/query-connections.js';
import { parseOrderBy } from '../index.js';

test.each([
  ['', 'alpha,beta,gamma'],
  ['name', 'alpha,beta,gamma'],
  ['name desc', 'gamma,beta,alpha'],
  ['createTime desc, name', 'beta,gamma,alpha'],
  ['create_time', 'alpha,gamma,beta'],
  ['updateTime desc', 'alpha,beta,gamma'],
  ['suspended desc', 'beta,alpha,gamma'],
  ['status.state,name DESC', 'gamma,alpha,beta'],
  ['labels.env', 'gamma,alpha,beta'],
  ['nodeConfig.minNodeCount desc', 'alpha,beta,gamma'],
])('the order %j sorts the connections as %s', (orderBy, ids) => {
  const result = parseOrderBy(orderBy);
  expect(result.ok && connections.toSorted(result.compare).map(idOf).join()).toBe(ids);
});

test.each([
  ['nam', ['unknown field nam; did you mean name?']],
  ['name,', ['empty item between commas; add a field or remove the comma.']],
  ['name down', ['only asc or desc can follow a field; separate fields with commas.']],
  ['name desc asc', ['only asc or desc can follow a field; separate fields with commas.']],
  ['labels', ['labels cannot be ordered as a whole; use one, as in labels.env.']],
  [
    ',labels',
    [
      'empty item between commas; add a field or remove the comma.',
      'labels cannot be ordered as a whole; use one, as in labels.env.',
    ],
  ],
])('the order %j is rejected', (orderBy, problems) => {
  const violations = problems.map((problem) => ({ field: 'orderBy', description: `orderBy is not valid: ${problem}` }));
  expect(parseOrderBy(orderBy)).toEqual({ ok: false, violations });
});
