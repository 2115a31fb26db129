import { expect, test } from 'vitest';
import { ConnectorError } from '../errors.js';
import { parsePolicy } from './policy.js';

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
