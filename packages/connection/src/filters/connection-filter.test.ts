import { expect, test } from 'vitest';
import { connections, idOf } from '../../test/query-connections.js';
import { parseConnectionFilter } from '../index.js';

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
