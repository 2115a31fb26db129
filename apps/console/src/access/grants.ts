import type { Policy } from '../resources/policy.ts';

/** One role of one member. */
export interface Grant {
  readonly member: string;
  readonly role: string;
  /** Granted on the project, and so on all of its connections. */
  readonly isInherited: boolean;
}

const flatten = ({ bindings = [] }: Policy, isInherited: boolean): readonly Grant[] =>
  bindings.flatMap(({ role, members }) => members.map((member) => ({ member, role, isInherited })));

/** The roles on a connection and those that it inherits from its project, by member. */
export function grantsOf(policy: Policy, inherited: Policy | undefined): readonly Grant[] {
  const all = [...flatten(policy, false), ...flatten(inherited ?? {}, true)];
  return all.toSorted((a, b) => a.member.localeCompare(b.member) || a.role.localeCompare(b.role));
}
