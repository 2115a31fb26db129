import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { sendWrite } from '../api/pending-writes.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Strip } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { Consequence, Preview } from './preview.tsx';
import { deleteCall, previewOf } from './write-calls.ts';

interface DeleteRowProps {
  readonly place: ConnectionPlace;
  readonly type: string;
  readonly id: string;
  readonly consequence: string | undefined;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

/** Shows the request to Twilio before a row is deleted. */
export function DeleteRow({ place, type, id, consequence, onDeleted, onClose }: DeleteRowProps) {
  const client = useQueryClient();
  const call = deleteCall(place, type, id);
  const preview = useQuery({
    queryKey: ['preview', call],
    queryFn: async () => (await previewOf(call)) ?? null,
    gcTime: 0,
  });
  const remove = useMutation({
    mutationFn: () => sendWrite(`Delete ${id} of ${type}`, call),
    onSuccess: () => {
      toast(`Deleted ${id}.`);
      client.removeQueries({ queryKey: ['entities', nameOf(place), type, 'one', id] });
      void client.invalidateQueries({ queryKey: ['entities', nameOf(place), type] });
      onDeleted();
    },
  });
  return (
    <Dialog
      title={`Delete ${id}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" disabled={!preview.isSuccess || remove.isPending} onClick={() => remove.mutate()}>
            {remove.isPending ? 'Deleting…' : 'Delete'}
          </Button>
        </>
      }
    >
      <Consequence text={consequence} />
      <QueryView query={preview} what="the preview">
        {(request) => <Preview request={request ?? undefined} />}
      </QueryView>
      {remove.error && <Strip tone="bad">{remove.error.message}</Strip>}
    </Dialog>
  );
}
