import { useMe } from '../resources/session.ts';
import { Mono } from '../ui/badge.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { Grant } from './grants.ts';

interface MemberPermissionsProps {
  readonly member: string;
  readonly grants: readonly Grant[];
  readonly onClose: () => void;
}

/** Answers "what may X do here?": the permissions of all roles of a member, each with the role that it comes from. */
export function MemberPermissions({ member, grants, onClose }: MemberPermissionsProps) {
  const { roles = [] } = useMe();
  const own = grants.filter((grant) => grant.member === member);
  const permissions = new Map<string, string>();
  for (const { role } of own) {
    for (const permission of roles.find(({ name }) => name === role)?.permissions ?? []) {
      if (!permissions.has(permission)) permissions.set(permission, role);
    }
  }
  return (
    <Dialog title={`What may ${member} do?`} onClose={onClose} isWide>
      <p>
        {own.length === 0
          ? 'It has no role here.'
          : `It has ${own.map(({ role, isInherited }) => role + (isInherited ? ' (from the project)' : '')).join(', ')}.`}
      </p>
      <ul>
        {[...permissions].map(([permission, role]) => (
          <li key={permission} title={role}>
            <Mono>{permission}</Mono>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
