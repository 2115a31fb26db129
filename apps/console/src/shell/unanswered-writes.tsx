import { useMutation, useQueryClient } from '@tanstack/react-query';
import { forgetWrite, type PendingWrite, sendAgain, usePendingWrites } from '../api/pending-writes.ts';
import { useFormatTime } from '../format/clock.ts';
import { Button } from '../ui/button.tsx';
import { Strip } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';

/** Writes whose answer was lost, also by a reload. Their keys make it safe to send them again. */
export function UnansweredWrites() {
  return usePendingWrites().map((write) => <UnansweredWrite key={write.key} write={write} />);
}

function UnansweredWrite({ write }: { readonly write: PendingWrite }) {
  const formatTime = useFormatTime();
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: (unanswered: PendingWrite) => sendAgain<unknown>(unanswered),
    onSuccess: ({ isReplayed }) => {
      toast(
        isReplayed ? 'It had been carried out before. Nothing was sent a second time.' : 'It has been carried out now.',
      );
      void client.invalidateQueries({ queryKey: ['entities'] });
    },
  });
  return (
    <Strip
      actions={
        <>
          <Button disabled={again.isPending} onClick={() => again.mutate(write)}>
            Send again safely
          </Button>
          <Button kind="quiet" onClick={() => forgetWrite(write.key)}>
            Forget it
          </Button>
        </>
      }
    >
      No answer arrived to “{write.title}”, sent at {formatTime(write.sentAt)}. It may have been carried out. Sending it
      again with its key tells, and does nothing twice.{again.error && ` ${again.error.message}`}
    </Strip>
  );
}
