import { useNavigate } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { type Connection, placeOf } from '../resources/connection.ts';
import { deleteCall, suspendCall, useChangeConnection } from '../resources/change-connection.ts';
import { useMay } from '../resources/permissions.ts';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { toast } from '../ui/toasts.tsx';
import { TypeToConfirm } from '../ui/type-to-confirm.tsx';

interface ConnectionMenuProps {
  readonly connection: Connection;
  readonly onDeleted?: () => void;
}

/** What the caller may do with a connection. Nothing, for a viewer. */
export function ConnectionMenu({ connection, onDeleted }: ConnectionMenuProps) {
  const place = placeOf(connection.name);
  const may = useMay(place);
  const navigate = useNavigate();
  const change = useChangeConnection();
  const [isDeleting, setDeleting] = useState(false);
  const isSuspended = connection.suspended === true || connection.status?.state === 'INACTIVE';
  const mayUpdate = may('connectors.connections.update');
  const mayDelete = may('connectors.connections.delete');
  if (!mayUpdate && !mayDelete) return null;
  return (
    <>
      <Menu label={`What can be done with ${place.connection}`} isIcon kind="quiet" button={<Ellipsis size={16} />}>
        {mayUpdate && (
          <>
            <MenuItem onSelect={() => void navigate({ to: '/c/$project/$location/$connection/edit', params: place })}>
              Edit
            </MenuItem>
            <MenuItem
              onSelect={() =>
                change.mutate(suspendCall(connection.name, !isSuspended), { onError: ({ message }) => toast(message) })
              }
            >
              {isSuspended ? 'Resume' : 'Suspend'}
            </MenuItem>
          </>
        )}
        {mayDelete && (
          <MenuItem isDangerous onSelect={() => setDeleting(true)}>
            Delete…
          </MenuItem>
        )}
      </Menu>
      {isDeleting && (
        <TypeToConfirm
          title={`Delete ${place.connection}`}
          name={place.connection}
          action="Delete connection"
          isBusy={change.isPending}
          error={change.error}
          onClose={() => setDeleting(false)}
          onConfirm={() =>
            change.mutate(deleteCall(connection.name), {
              onSuccess: () => {
                setDeleting(false);
                onDeleted?.();
              },
            })
          }
        >
          <p>
            Calls on this connection fail from now on; calls in flight end first. Nothing at Twilio is deleted. This
            cannot be undone.
          </p>
        </TypeToConfirm>
      )}
    </>
  );
}
