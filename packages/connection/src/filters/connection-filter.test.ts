import { expect, test } from 'vitest';
import { minimal } from '../../test/valid-connection.js';
import {
  type ConnectionResource,
  describeConnection,
  matchesQuery,
  parseConnectionFilter,
  parseConnectionOrThrow,
  parseOrderBy,
} from '../index.js';

function connection(id: string, fields: object = {}): ConnectionResource {
  const name = `projects/local/locations/local/connections/${id}`;
  return describeConnection(parseConnectionOrThrow({ ...minimal, name, ...fields }));
}

const connections = [
  connection('alpha', {
    description: 'Support line "EU".',
    labels: { env: 'prod', team: 'support' },
    status: { state: 'ACTIVE' },
    createTime: '2026-01-31T12:00:00Z',
    nodeConfig: { minNodeCount: 10 },
    serviceAccount: 'twilio@eu-project.iam.gserviceaccount.com',
  }),
  connection('beta', {
    labels: { env: 'test', my_key: 'x' },
    status: { state: 'INACTIVE' },
    createTime: '2026-02-28T12:00:00.5Z',
    suspended: true,
    logConfig: { enabled: true, level: 'DEBUG' },
  }),
  connection('gamma', { status: { state: 'ACTIVE' }, createTime: '2026-02-28T12:00:00Z', connectionRevision: '12' }),
];

const idOf = ({ name }: ConnectionResource): string => name.slice(name.lastIndexOf('/') + 1);

function found(filter: string): string {
  const result = parseConnectionFilter(filter);
  if (!result.ok) throw new Error(result.violations[0]?.description);
  return connections.filter(result.matches).map(idOf).join();
}

test.each([
  ['', 'alpha,beta,gamma'],
  ['  ', 'alpha,beta,gamma'],
  ['name = "alpha"', 'alpha'],
  ['name=projects/local/locations/local/connections/beta', 'beta'],
  ["name != 'alpha'", 'beta,gamma'],
  ['name = "*a"', 'alpha,beta,gamma'],
  ['name = "al*"', 'alpha'],
  ['name = *et*', 'beta'],
  ['name = "a*a"', ''],
  ['name >= "beta" AND name < "gamma"', 'beta'],
  ['description : "LINE"', 'alpha'],
  ['description : "*support*"', 'alpha'],
  ['description : "\\"EU\\""', 'alpha'],
  ['description:*', 'alpha'],
  ['description = ""', 'beta,gamma'],
  ['labels.env=prod', 'alpha'],
  ['labels.env != prod', 'beta,gamma'],
  ['labels.env:*', 'alpha,beta'],
  ['labels:env', 'alpha,beta'],
  ['labels:*', 'alpha,beta'],
  ['labels.my_key = x', 'beta'],
  ['labels:toString', ''],
  ['status.state="ACTIVE"', 'alpha,gamma'],
  ['status.state="active"', ''],
  ['suspended = true', 'beta'],
  ['suspended=false', 'alpha,gamma'],
  ['suspended != true', 'alpha,gamma'],
  ['NOT suspended = true', 'alpha,gamma'],
  ['-suspended=true', 'alpha,gamma'],
  ['-(suspended=true OR name=alpha)', 'gamma'],
  ['NOT (suspended=true OR name=alpha)', 'gamma'],
  ['create_time > "2026-02-28T12:00:00Z"', 'beta'],
  ['createTime >= 2026-02-28T13:00:00+01:00', 'beta,gamma'],
  ['createTime < 2026-02-01', 'alpha'],
  ['updateTime < 2026-02-01', ''],
  ['updateTime != 2026-02-01', 'alpha,beta,gamma'],
  ['node_config.min_node_count > 9', 'alpha'],
  ['connectionRevision = 12', 'gamma'],
  ['logConfig.enabled:true', 'beta'],
  ['serviceAccount : "@eu-project"', 'alpha'],
  // OR binds more tightly than AND.
  ['name=alpha OR name=beta AND suspended=true', 'beta'],
  ['name=alpha OR (name=beta AND suspended=true)', 'alpha,beta'],
  ['status.state=ACTIVE name=alpha', 'alpha'],
  ['((name=alpha))', 'alpha'],
])('the filter %j matches the connections "%s"', (filter, ids) => {
  expect(found(filter)).toBe(ids);
});

test.each([
  ['nam = x', '1: unknown field nam; did you mean name?'],
  ['name=a AND colour = x', '12: unknown field colour; expected one of name, description,'],
  ['= x', '1: missing field; start a comparison with a field, as in status.state = "ACTIVE".'],
  ['name=a OR', '10: missing field; start a comparison with a field'],
  ['"alpha"', '1: missing field;'],
  ['alpha', '6: missing operator after the field; use =, !=, :, <, <=, > or >=.'],
  ['name a', '6: missing operator after the field;'],
  ['name =', '7: missing value after the operator; quote a value that contains spaces.'],
  ['name = (a)', '8: missing value after the operator;'],
  ['name = "a', '8: unclosed quote; close it.'],
  ['name ! a', '6: unexpected !; use != or NOT.'],
  ['(name=a', '8: unclosed parenthesis; add a ).'],
  ['name=a)', '7: unmatched ); remove it.'],
  ['suspended=yes', '1: invalid value; expected true or false.'],
  ['suspended > true', '1: operator > does not apply to true and false; use = or !=.'],
  ['createTime > yesterday', '1: invalid value; expected a time such as "2026-01-31T12:00:00Z".'],
  ['createTime > 5', '1: invalid value; expected a time such as'],
  ['nodeConfig.minNodeCount = many', '1: invalid value; expected a number.'],
  [
    'labels = a',
    '1: labels cannot be compared as a whole; compare one, as in labels.env = "prod", or test for one with labels:env.',
  ],
  [`${'('.repeat(40)}name=a${')'.repeat(40)}`, '33: more than 32 nested parentheses; remove some.'],
  ['a'.repeat(5000), '4097: more than 4096 characters; shorten the filter.'],
  ['0123456789abcdef0123456789abcdef = x', '1: unknown field …;'],
])('the filter %j is rejected at position %s', (filter, problem) => {
  const description = expect.stringContaining(`filter is not valid at character ${problem}`);
  expect(parseConnectionFilter(filter)).toEqual({ ok: false, violations: [{ field: 'filter', description }] });
});

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
