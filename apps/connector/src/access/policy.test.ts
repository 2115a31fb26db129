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
])('%s is a member', (member) => {
  expect(violationsOf({ bindings: [{ role: viewer, members: [member] }] })).toEqual([]);
});

test.each([
  ['allUsers', 'lets in who has no token'],
  ['administrator', 'of no kind'],
  ['ann@example.com', 'of no kind'],
  ['group:staff@example.com', 'of no kind'],
  ['token:', 'not of the form'],
  ['token:CI', 'not of the form'],
  ['token:tct_AAAA', 'not of the form'],
  ['user:ann', 'not of the form'],
  ['user:ann@example.com ', 'not of the form'],
  ['user:a@b@example.com', 'not of the form'],
  ['principal://issuer.example.com', 'not of the form'],
  ['principal://issuer.example.com/subject/', 'not of the form'],
  ['principal:///subject/x', 'not of the form'],
  [`user:${'a'.repeat(600)}@example.com`, 'at most 512'],
  [7, 'is no text'],
])('%j is none', (member, description) => {
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
])('%j: everything that is wrong is named', (policy, fields) => {
  expect(violationsOf(policy).map(({ field }) => field)).toEqual(fields);
});

test('the roles of secrets are for projects', () => {
  const policy = { bindings: [{ role: 'roles/secretmanager.secretAccessor', members: ['token:a'] }] };
  expect(violationsOf(policy)).toEqual([]);
  expect(violationsOf(policy, 'connection')).toEqual([
    {
      field: 'policy.bindings[0].role',
      description: expect.stringContaining('projects only; give roles/connectors.admin'),
    },
  ]);
});

test('a policy has a size', () => {
  const members = Array.from({ length: 5_000 }, (_, index) => `token:t${index}-${'x'.repeat(20)}`);
  expect(violationsOf({ bindings: [{ role: viewer, members }] })).toEqual([
    { field: 'policy.bindings', description: expect.stringContaining('at most 65536') },
  ]);
});

test('of thousands of wrong members the first are told', () => {
  const members = Array.from({ length: 3_000 }, () => 'x');
  expect(violationsOf({ bindings: [{ role: viewer, members }] })).toHaveLength(50);
});
