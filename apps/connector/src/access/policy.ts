import { createHash } from 'node:crypto';
import { badRequest, ConnectorError } from '../errors.js';
import { memberBreach, normalizeMember } from './members.js';
import { isRoleName, type RoleName, ROLES } from './roles.js';

/** Who has a role. */
export interface Binding {
  readonly role: RoleName;
  readonly members: readonly string[];
}

/** An IAM policy, as Google's clients read it. */
export interface Policy {
  readonly version: 1;
  readonly etag: string;
  /** Sorted by role, each role once; members sorted, each once. */
  readonly bindings: readonly Binding[];
}

/** A policy that somebody wants to set. */
export interface PolicyRequest {
  readonly bindings: readonly Binding[];
  /** Of the policy that it is to replace; undefined replaces whichever there is. */
  readonly etag: string | undefined;
}

type Kind = 'project' | 'connection';
interface Violation {
  readonly field: string;
  readonly description: string;
}

const MAX_POLICY_BYTES = 64 * 1024;
const MAX_VIOLATIONS = 50;
// 3 is what clients ask for that could read conditions; without any it says the same as 1.
const VERSIONS: readonly unknown[] = [undefined, null, 0, 1, 3];

/**
 * Reads a policy from a body.
 *
 * @param kind of the resource that it is for: some roles are of projects only
 * @throws ConnectorError INVALID_ARGUMENT `INVALID_POLICY`, with everything that is wrong
 */
export function parsePolicy(value: unknown, kind: Kind): PolicyRequest {
  if (!isRecord(value)) throw invalid([{ field: 'policy', description: 'is required; give {bindings, etag}' }]);
  const violations: Violation[] = Object.keys(value)
    .filter((name) => !['bindings', 'etag', 'version'].includes(name))
    .map((name) => ({ field: `policy.${name.slice(0, 63)}`, description: 'is not served; give bindings and etag' }));
  const { bindings = [], etag, version } = value;
  if (!VERSIONS.includes(version)) violations.push({ field: 'policy.version', description: 'must be 1' });
  if (etag != null && typeof etag !== 'string')
    violations.push({ field: 'policy.etag', description: 'must be a text' });
  if (!Array.isArray(bindings)) {
    throw invalid([...violations, { field: 'policy.bindings', description: 'must be a list of {role, members}' }]);
  }
  violations.push(...bindings.flatMap((binding, index) => bindingBreaches(binding, `policy.bindings[${index}]`, kind)));
  if (violations.length > 0) throw invalid(violations);
  const merged = mergeBindings(bindings as readonly Binding[]);
  checkSize(merged);
  return { bindings: merged, etag: typeof etag === 'string' && etag !== '' ? etag : undefined };
}

/** Refuses what would not fit. */
export function checkSize(bindings: readonly Binding[]): void {
  const size = JSON.stringify(bindings).length;
  if (size <= MAX_POLICY_BYTES) return;
  const description = `takes ${size} characters as JSON; at most ${MAX_POLICY_BYTES} are kept`;
  throw invalid([{ field: 'policy.bindings', description }]);
}

/** What is wrong with the role of a binding on a kind of resource. */
export function roleBreach(role: unknown, kind: Kind): string | undefined {
  const names = Object.keys(ROLES).filter(
    (name) => isRoleName(name) && (kind === 'project' || ROLES[name].isForConnections),
  );
  if (typeof role === 'string' && names.includes(role)) return undefined;
  const isElsewhere = typeof role === 'string' && isRoleName(role);
  return `${isElsewhere ? 'can be given on projects only' : 'is no role that is known here'}; give ${names.join(', ')}`;
}

/** Each role once, in the order of their names; each member once. Roles without members go. */
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

/** The roles whose members are others than before. */
export function changedRoles(before: readonly Binding[], after: readonly Binding[]): RoleName[] {
  const membersOf = (bindings: readonly Binding[], role: RoleName) =>
    JSON.stringify(bindings.find((binding) => binding.role === role)?.members ?? []);
  return Object.keys(ROLES)
    .filter(isRoleName)
    .filter((role) => membersOf(before, role) !== membersOf(after, role));
}

/** A policy with its etag, which follows from what it says. */
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
      add('.condition', 'is not served: give the role without a condition, or not at all');
    } else if (!['role', 'members', 'condition'].includes(name)) {
      add(`.${name.slice(0, 63)}`, 'is not served; give role and members');
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
