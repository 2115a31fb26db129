import { useQuery } from '@tanstack/react-query';
import { type ConnectionPlace, connectionQuery, nameOf } from '../resources/connection.ts';
import { suspendCall, useChangeConnection } from '../resources/change-connection.ts';
import { useMay } from '../resources/permissions.ts';
import { Button } from '../ui/button.tsx';
import { Strip } from '../ui/states.tsx';

/** On every view of a suspended connection: why calls fail, and the way out. */
export function SuspendedStrip({ place }: { readonly place: ConnectionPlace }) {
  const { data } = useQuery(connectionQuery(place));
  const may = useMay(place);
  const change = useChangeConnection();
  if (data?.status?.state !== 'INACTIVE') return null;
  return (
    <Strip
      actions={
        may('connectors.connections.update') && (
          <Button disabled={change.isPending} onClick={() => change.mutate(suspendCall(nameOf(place), false))}>
            Resume
          </Button>
        )
      }
    >
      This connection is suspended: it refuses calls and has no nodes.{change.error && ` ${change.error.message}`}
    </Strip>
  );
}
