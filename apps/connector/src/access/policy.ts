import { createHash } from 'node:crypto';
import { badRequest, ConnectorError } from '../errors.js';
import { isRecord } from '../json/values.js';
import { memberBreach, normalizeMember } from './members.js';
import { isRoleName, type RoleName, ROLES } from './roles.js';

/** The members that have a role. */
export interface Binding {
  readonly role: RoleName;
  readonly members: readonly string[];
}

/** An IAM policy, in the form that Google's clients read. */
export interface Policy {
  readonly version: 1;
  readonly etag: string;
  /** Sorted by role, with sorted members and no duplicates. */
  readonly bindings: readonly Binding[];
}

/** A validated request to set a policy. */
export interface PolicyRequest {
  readonly bindings: readonly Binding[];
  /** The etag of the policy to replace. If undefined, the current policy is replaced whatever it is. */
  readonly etag: string | undefined;
}

type Kind = 'project' | 'connection';
interface Violation {
  readonly field: string;
  readonly description: string;
}

const MAX_POLICY_BYTES = 64 * 1024;
const MAX_VIOLATIONS = 50;
// Clients that support conditions send 3. A policy without conditions is the same in both versions.
const VERSIONS: readonly unknown[] = [undefined, null, 0, 1, 3];

/**
 * @param kind the kind of resource: some roles can be granted on projects only
 * @throws ConnectorError INVALID_ARGUMENT `INVALID_POLICY` with all violations
 */
export function parsePolicy(value: unknown, kind: Kind): PolicyRequest {
  if (!isRecord(value)) throw invalid([{ field: 'policy', description: 'is required; use {bindings, etag}' }]);
  const violations: Violation[] = Object.keys(value)
    .filter((name) => !['bindings', 'etag', 'version'].includes(name))
    .map((name) => ({ field: `policy.${name.slice(0, 63)}`, description: 'is not supported; use bindings and etag' }));
  const { bindings = [], etag, version } = value;
  if (!VERSIONS.includes(version)) violations.push({ field: 'policy.version', description: 'must be 1' });
  if (etag != null && typeof etag !== 'string')
    violations.push({ field: 'policy.etag', description: 'must be a string' });
  if (!Array.isArray(bindings)) {
    throw invalid([...violations, { field: 'policy.bindings', description: 'must be a list of {role, members}' }]);
  }
  violations.push(...bindings.flatMap((binding, index) => bindingBreaches(binding, `policy.bindings[${index}]`, kind)));
  if (violations.length > 0) throw invalid(violations);
  const given = bindings as readonly (Pick<Binding, 'role'> & Partial<Binding>)[];
  const merged = mergeBindings(given.map(({ role, members = [] }) => ({ role, members })));
  checkSize(merged);
  return { bindings: merged, etag: typeof etag === 'string' && etag !== '' ? etag : undefined };
}

/** @throws ConnectorError INVALID_ARGUMENT `INVALID_POLICY` for a policy that is too large to store */
export function checkSize(bindings: readonly Binding[]): void {
  const size = JSON.stringify(bindings).length;
  if (size <= MAX_POLICY_BYTES) return;
  const description = `has ${size} characters as JSON; the maximum is ${MAX_POLICY_BYTES}`;
  throw invalid([{ field: 'policy.bindings', description }]);
}

/** Describes why a role cannot be granted on a kind of resource. */
export function roleBreach(role: unknown, kind: Kind): string | undefined {
  const names = Object.keys(ROLES).filter(
    (name) => isRoleName(name) && (kind === 'project' || ROLES[name].isForConnections),
  );
  if (typeof role === 'string' && names.includes(role)) return undefined;
  const isElsewhere = typeof role === 'string' && isRoleName(role);
  return `${isElsewhere ? 'can be granted on projects only' : 'is not a known role'}; use ${names.join(', ')}`;
}

/** Merges duplicates, sorts, and drops roles without members. */
export function mergeBindings(bindings: readonly Binding[]): Binding[] {
  const merged = new Map<RoleName, Set<string>>();
  for (const { role, members } of bindings) {
    const all = merged.get(role) ?? new Set();
    for (const member of members) all.add(normalizeMember(member));
    merged.set(role, all);
  }
  return [...merged]
    .filter(([, members]) => members.size > 0)
    .map(([role, members]) => ({ role, members: [...members].toSorted() }))
    .toSorted((a, b) => (a.role < b.role ? -1 : 1));
}

/** The roles whose members differ. */
export function changedRoles(before: readonly Binding[], after: readonly Binding[]): RoleName[] {
  const membersOf = (bindings: readonly Binding[], role: RoleName) =>
    JSON.stringify(bindings.find((binding) => binding.role === role)?.members ?? []);
  return Object.keys(ROLES)
    .filter(isRoleName)
    .filter((role) => membersOf(before, role) !== membersOf(after, role));
}

/** Adds an etag, which is a digest of the bindings. */
export function toPolicy(bindings: readonly Binding[]): Policy {
  const etag = createHash('sha256').update(JSON.stringify(bindings)).digest('base64').slice(0, 16);
  return { version: 1, etag, bindings };
}

function bindingBreaches(binding: unknown, field: string, kind: Kind): Violation[] {
  if (!isRecord(binding)) return [{ field, description: 'must be {role, members}' }];
  const violations: Violation[] = [];
  const add = (at: string, description: string | undefined) => {
    if (description !== undefined) violations.push({ field: `${field}${at}`, description });
  };
  for (const name of Object.keys(binding)) {
    if (name === 'condition' && binding[name] != null) {
      add('.condition', 'is not supported; grant the role without a condition');
    } else if (!['role', 'members', 'condition'].includes(name)) {
      add(`.${name.slice(0, 63)}`, 'is not supported; use role and members');
    }
  }
  const { role, members = [] } = binding;
  add('.role', roleBreach(role, kind));
  if (!Array.isArray(members)) add('.members', 'must be a list of members');
  else members.forEach((member, index) => add(`.members[${index}]`, memberBreach(member)));
  return violations;
}

function invalid(violations: readonly Violation[]): ConnectorError {
  const told = violations.slice(0, MAX_VIOLATIONS);
  const more = violations.length > told.length ? ` (and ${violations.length - told.length} more)` : '';
  const message = told.map(({ field, description }) => `${field} ${description}`).join('; ');
  return new ConnectorError('INVALID_ARGUMENT', `The policy cannot be set: ${message}${more}.`, {
    reason: 'INVALID_POLICY',
    details: [badRequest(told)],
  });
}
