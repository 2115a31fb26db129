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
  // OR binds more closely than AND.
  ['name=alpha OR name=beta AND suspended=true', 'beta'],
  ['name=alpha OR (name=beta AND suspended=true)', 'alpha,beta'],
  ['status.state=ACTIVE name=alpha', 'alpha'],
  ['((name=alpha))', 'alpha'],
])('the filter %s finds %s', (filter, ids) => {
  expect(found(filter)).toBe(ids);
});

test.each([
  ['nam = x', '1 names nam, which is no field to look for; did you mean name?'],
  ['name=a AND colour = x', '12 names colour, which is no field to look for; there are name, description,'],
  ['= x', '1 has no field; write one, as in status.state = "ACTIVE".'],
  ['name=a OR', '10 has no field; write one'],
  ['"alpha"', '1 has no field;'],
  ['alpha', '6 has no operator after a field; write =, !=, :, <, <=, > or >=.'],
  ['name a', '6 has no operator after a field;'],
  ['name =', '7 has no value after an operator; write one, in quotes where it has spaces.'],
  ['name = (a)', '8 has no value after an operator;'],
  ['name = "a', '8 has a quote that does not end; close it.'],
  ['name ! a', '6 has a !; write != or NOT.'],
  ['(name=a', '8 ends before a ); close the parenthesis.'],
  ['name=a)', '7 has a ) without a (; take it out.'],
  ['suspended=yes', '1 has a value that is no flag; write true or false.'],
  ['suspended > true', '1 has > between flags; write = or !=.'],
  ['createTime > yesterday', '1 has a value that is no time; write one such as "2026-01-31T12:00:00Z".'],
  ['createTime > 5', '1 has a value that is no time;'],
  ['nodeConfig.minNodeCount = many', '1 has a value that is no number; write digits.'],
  ['labels = a', '1 compares all labels; name one, as in labels.env = "prod", or ask labels:env.'],
  [`${'('.repeat(40)}name=a${')'.repeat(40)}`, '33 has more than 32 parentheses in each other; take some out.'],
  ['a'.repeat(5000), '4097 is too long; keep 4096 characters.'],
  ['0123456789abcdef0123456789abcdef = x', '1 names …, which is no field'],
])('the filter %s is refused with its place', (filter, sentence) => {
  const description = expect.stringContaining(`filter at character ${sentence}`);
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
])('ordered by %j: %s', (orderBy, ids) => {
  const result = parseOrderBy(orderBy);
  expect(result.ok && connections.toSorted(result.compare).map(idOf).join()).toBe(ids);
});

test.each([
  ['nam', ['names nam, which is no field to look for; did you mean name?']],
  ['name,', ['has an empty place between commas; name a field there.']],
  ['name down', ['has something else than desc or asc after a field; separate fields by commas.']],
  ['name desc asc', ['has something else than desc or asc after a field; separate fields by commas.']],
  ['labels', ['names all labels; name one, as in labels.env.']],
  [
    ',labels',
    ['has an empty place between commas; name a field there.', 'names all labels; name one, as in labels.env.'],
  ],
])('the order %j is refused', (orderBy, predicates) => {
  const violations = predicates.map((predicate) => ({ field: 'orderBy', description: `orderBy ${predicate}` }));
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
])('the query %j finds %s', (query, ids) => {
  expect(
    connections
      .filter((candidate) => matchesQuery(candidate, query))
      .map(idOf)
      .join(),
  ).toBe(ids);
});
