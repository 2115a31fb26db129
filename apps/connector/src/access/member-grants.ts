import { waitForTurn } from '@twilio-connector/entities';
import type { Store } from '../store/store.js';
import type { Caller } from './caller.js';
import { ALL_AUTHENTICATED } from './members.js';
import type { Binding } from './policy.js';
import { isRoleName, type RoleName } from './roles.js';

/** The roles that a policy grants to one caller. */
export interface MemberGrant {
  /** `projects/{project}`, or the name of a connection. */
  readonly resource: string;
  readonly roles: readonly RoleName[];
}

/** Policies that are read at a time. */
const BATCH = 200;

/** Reads what all policies grant to a caller, by itself or as one of all authenticated users, sorted by resource. */
export async function readMemberGrants(store: Store, { member }: Caller): Promise<readonly MemberGrant[]> {
  const grants: MemberGrant[] = [];
  for (let after: string | undefined = ''; after !== undefined;) {
    const rows: readonly { readonly resource: string; readonly policy: string }[] = await store
      .selectFrom('policies')
      .select(['resource', 'policy'])
      .where('resource', '>', after)
      .orderBy('resource')
      .limit(BATCH)
      .execute();
    for (const { resource, policy } of rows) {
      const roles = rolesIn(policy, [member, ALL_AUTHENTICATED]);
      if (roles.length > 0) grants.push({ resource, roles });
    }
    after = rows.length < BATCH ? undefined : rows.at(-1)?.resource;
    await waitForTurn();
  }
  return grants;
}

/** A role that this version does not know grants nothing. */
function rolesIn(policy: string, members: readonly string[]): readonly RoleName[] {
  const { bindings } = JSON.parse(policy) as { readonly bindings: readonly Binding[] };
  const held = bindings.filter((binding) => members.some((member) => binding.members.includes(member)));
  return held.map(({ role }) => role).filter(isRoleName);
}
