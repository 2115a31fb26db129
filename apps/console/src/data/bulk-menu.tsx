import { ListChecks } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { ConnectionPlace } from '../resources/connection.ts';
import type { EntityType } from '../resources/entity-type.ts';
import { useMay } from '../resources/permissions.ts';
import { Menu, MenuItem } from '../ui/menu.tsx';
import type { BulkTarget } from './bulk-calls.ts';

const BulkDialog = lazy(async () => ({ default: (await import('./bulk-dialog.tsx')).BulkDialog }));

interface BulkMenuProps {
  readonly place: ConnectionPlace;
  readonly entityType: EntityType;
  /** The condition of the list. Without one, there are no bulk writes: they would change every row. */
  readonly where: string | undefined;
}

const WRITES = [
  {
    operation: 'UPDATE',
    label: 'Update all that match…',
    permission: 'connectors.entities.updateEntitiesWithConditions',
  },
  {
    operation: 'DELETE',
    label: 'Delete all that match…',
    permission: 'connectors.entities.deleteEntitiesWithConditions',
  },
] as const;

/** Writes to all rows that match the condition of the list. */
export function BulkMenu({ place, entityType, where }: BulkMenuProps) {
  const may = useMay(place);
  const [open, setOpen] = useState<{ readonly operation: 'UPDATE' | 'DELETE'; readonly target: BulkTarget }>();
  const offered = WRITES.filter(
    ({ operation, permission }) => entityType.operations.includes(operation) && may(permission),
  );
  if (offered.length === 0 || !where) return null;
  return (
    <>
      <Menu
        button={
          <>
            <ListChecks size={14} aria-hidden /> All that match
          </>
        }
      >
        {offered.map(({ operation, label }) => (
          <MenuItem
            key={operation}
            isDangerous={operation === 'DELETE'}
            onSelect={() => setOpen({ operation, target: { place, type: entityType.name, where } })}
          >
            {label}
          </MenuItem>
        ))}
      </Menu>
      <Suspense>{open && <BulkDialog {...open} entityType={entityType} onClose={() => setOpen(undefined)} />}</Suspense>
    </>
  );
}
