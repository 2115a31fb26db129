import { expect, test } from 'vitest';
import { ConnectorError } from '../errors.js';
import { changedRoles, mergeBindings, parsePolicy, roleBreach, toPolicy } from './policy.js';

const viewer = 'roles/connectors.viewer';

function violationsOf(policy: unknown, kind: 'project' | 'connection' = 'project') {
  try {
    parsePolicy(policy, kind);
    return [];
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'INVALID_POLICY' });
    const [detail] = error.details as readonly {
      readonly fieldViolations: readonly { field: string; description: string }[];
    }[];
    return detail?.fieldViolations ?? [];
  }
}

test.each([
  'token:ci',
  'user:ann@example.com',
  'serviceAccount:runner@p.iam.gserviceaccount.com',
  'principal://issuer.example.com/subject/248289761001',
  'principal://issuer.example.com/realms/main/subject/auth0|5f7c',
  'allAuthenticatedUsers',
])('%s is a valid member', (member) => {
  expect(violationsOf({ bindings: [{ role: viewer, members: [member] }] })).toEqual([]);
});

test.each([
  ['allUsers', 'would allow callers without a token'],
  ['administrator', 'is of an unknown kind'],
  ['ann@example.com', 'is of an unknown kind'],
  ['group:staff@example.com', 'is of an unknown kind'],
  ['token:', 'is not of the form'],
  ['token:CI', 'is not of the form'],
  ['token:tct_AAAA', 'is not of the form'],
  ['user:ann', 'is not of the form'],
  ['user:ann@example.com ', 'is not of the form'],
  ['user:a@b@example.com', 'is not of the form'],
  ['principal://issuer.example.com', 'is not of the form'],
  ['principal://issuer.example.com/subject/', 'is not of the form'],
  ['principal:///subject/x', 'is not of the form'],
  [`user:${'a'.repeat(600)}@example.com`, 'the maximum is 512'],
  [7, 'is not a string'],
])('%j is not a valid member', (member, description) => {
  const violations = violationsOf({ bindings: [{ role: viewer, members: [member] }] });
  expect(violations).toEqual([
    { field: 'policy.bindings[0].members[0]', description: expect.stringContaining(description) },
  ]);
  if (typeof member === 'string' && member.includes('tct_')) expect(JSON.stringify(violations)).not.toContain(member);
});

test.each([
  [undefined, ['policy']],
  ['x', ['policy']],
  [{ bindings: {} }, ['policy.bindings']],
  [{ bindings: [null] }, ['policy.bindings[0]']],
  [{ bindings: [{ members: [] }] }, ['policy.bindings[0].role']],
  [
    { bindings: [{ role: 'roles/owner', members: 'token:a' }] },
    ['policy.bindings[0].role', 'policy.bindings[0].members'],
  ],
  [{ bindings: [{ role: 'constructor', members: [] }] }, ['policy.bindings[0].role']],
  [{ bindings: [{ role: viewer, members: [], condition: { expression: 'true' } }] }, ['policy.bindings[0].condition']],
  [{ auditConfigs: [], version: 2, etag: 1 }, ['policy.auditConfigs', 'policy.version', 'policy.etag']],
])('every violation of the policy %j is reported', (policy, fields) => {
  expect(violationsOf(policy).map(({ field }) => field)).toEqual(fields);
});

test('a role for secrets can be granted on a project, but not on a connection', () => {
  const policy = { bindings: [{ role: 'roles/secretmanager.secretAccessor', members: ['token:a'] }] };
  expect(violationsOf(policy)).toEqual([]);
  expect(violationsOf(policy, 'connection')).toEqual([
    {
      field: 'policy.bindings[0].role',
      description: expect.stringContaining('can be granted on projects only; use roles/connectors.admin'),
    },
  ]);
});

test('a policy over 64 KiB is refused', () => {
  const members = Array.from({ length: 5_000 }, (_, index) => `token:t${index}-${'x'.repeat(20)}`);
  expect(violationsOf({ bindings: [{ role: viewer, members }] })).toEqual([
    { field: 'policy.bindings', description: expect.stringContaining('the maximum is 65536') },
  ]);
});

test('only the first 50 violations are reported', () => {
  const members = Array.from({ length: 3_000 }, () => 'x');
  expect(violationsOf({ bindings: [{ role: viewer, members }] })).toHaveLength(50);
});

test('every violation says what to use instead, and the message contains all of them', () => {
  expect(violationsOf(undefined)).toEqual([{ field: 'policy', description: 'is required; use {bindings, etag}' }]);
  expect(violationsOf({ bindings: {}, auditConfigs: [] })).toEqual([
    { field: 'policy.auditConfigs', description: 'is not supported; use bindings and etag' },
    { field: 'policy.bindings', description: 'must be a list of {role, members}' },
  ]);
  const binding = { role: 'roles/owner', members: 'token:a', condition: {}, expiry: 1 };
  expect(violationsOf({ version: 2, etag: 1, bindings: [null, binding] })).toEqual([
    { field: 'policy.version', description: 'must be 1' },
    { field: 'policy.etag', description: 'must be a string' },
    { field: 'policy.bindings[0]', description: 'must be {role, members}' },
    {
      field: 'policy.bindings[1].condition',
      description: 'is not supported; grant the role without a condition',
    },
    { field: 'policy.bindings[1].expiry', description: 'is not supported; use role and members' },
    {
      field: 'policy.bindings[1].role',
      description: expect.stringMatching(
        /^is not a known role; use roles\/connectors\.admin, roles\/connectors\.viewer, /,
      ),
    },
    { field: 'policy.bindings[1].members', description: 'must be a list of members' },
  ]);
  expect(() => parsePolicy({ version: 2, etag: 1 }, 'project')).toThrow(
    /^The policy cannot be set: policy\.version must be 1; policy\.etag must be a string\.$/,
  );
});

test('a message with more than 50 violations says how many more there are', () => {
  const members = (count: number) => ({
    bindings: [{ role: viewer, members: Array.from({ length: count }, () => 'x') }],
  });
  expect(() => parsePolicy(members(53), 'project')).toThrow(/ \(and 3 more\)\.$/);
  expect(() => parsePolicy(members(50), 'project')).not.toThrow('more)');
});

test.each([undefined, null, 0, 1, 3])('a policy of the version %j without an etag replaces any policy', (version) => {
  for (const etag of [undefined, null, '']) {
    expect(parsePolicy({ version, etag }, 'project')).toEqual({ bindings: [], etag: undefined });
  }
  expect(parsePolicy({ version, etag: 'x' }, 'project')).toEqual({ bindings: [], etag: 'x' });
});

test('a binding may have neither members nor a condition, and a long unknown name is shown in part', () => {
  const empty = { bindings: [{ role: viewer }, { role: viewer, members: [], condition: null }] };
  expect(parsePolicy(empty, 'project')).toEqual({ bindings: [], etag: undefined });
  const name = 'x'.repeat(1000);
  expect(violationsOf({ [name]: 1, bindings: [{ role: viewer, [name]: 1 }] }).map(({ field }) => field)).toEqual([
    `policy.${'x'.repeat(63)}`,
    `policy.bindings[0].${'x'.repeat(63)}`,
  ]);
});

test('a policy of exactly 64 KiB is accepted', () => {
  const bindingsOf = (length: number) => {
    const members = Array.from(
      { length: 129 },
      (_, index) => `principal://i/subject/${String(index).padStart(482, '0')}`,
    );
    const size = JSON.stringify([{ role: viewer, members }]).length;
    return {
      bindings: [{ role: viewer, members: [...members, `principal://i/subject/${'x'.repeat(length - size - 25)}`] }],
    };
  };
  expect(JSON.stringify(mergeBindings(parsePolicy(bindingsOf(65_536), 'project').bindings))).toHaveLength(65_536);
  expect(violationsOf(bindingsOf(65_537))).toEqual([
    { field: 'policy.bindings', description: 'has 65537 characters as JSON; the maximum is 65536' },
  ]);
});

test.each([
  ['roles/connectors.viewer', 'connection', undefined],
  ['roles/secretmanager.admin', 'project', undefined],
  ['roles/secretmanager.admin', 'connection', /^can be granted on projects only; use roles\/connectors\.admin/],
  ['constructor', 'project', /^is not a known role; use roles/],
  [
    7,
    'connection',
    /^is not a known role; use roles\/connectors\.admin, roles\/connectors\.viewer, roles\/connectors\.invoker$/,
  ],
] as const)('the breach of the role %j on a %s is %s', (role, kind, expected) => {
  const breach = roleBreach(role, kind);
  if (expected === undefined) expect(breach).toBeUndefined();
  else expect(breach).toMatch(expected);
});

test('bindings are merged by role and member, sorted, and without empty roles', () => {
  const bindings = [
    { role: 'roles/connectors.viewer', members: ['token:b', 'user:Ann@example.com'] },
    { role: 'roles/connectors.admin', members: ['token:a'] },
    { role: 'roles/connectors.viewer', members: ['user:ann@example.com', 'token:a'] },
    { role: 'roles/connectors.invoker', members: [] },
  ] as const;
  expect(mergeBindings(bindings)).toEqual([
    { role: 'roles/connectors.admin', members: ['token:a'] },
    { role: 'roles/connectors.viewer', members: ['token:a', 'token:b', 'user:ann@example.com'] },
  ]);
});

test('the changed roles are those whose members differ, and the etag changes with the bindings', () => {
  const one = [{ role: viewer, members: ['token:a'] }] as const;
  const both = [...one, { role: 'roles/connectors.invoker', members: ['token:a'] }] as const;
  expect(changedRoles(one, one)).toEqual([]);
  expect(changedRoles(one, both)).toEqual(['roles/connectors.invoker']);
  expect(changedRoles(both, [])).toEqual([viewer, 'roles/connectors.invoker']);
  expect(toPolicy(one)).toEqual({ version: 1, etag: toPolicy(one).etag, bindings: one });
  expect(toPolicy(one).etag).not.toBe(toPolicy(both).etag);
});
