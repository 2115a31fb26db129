import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { forgetWrite, isExpired, type PendingWrite, sendKeyed, usePendingWrites } from '../api/pending-writes.ts';
import { useFormatTime } from '../format/clock.ts';
import { Button } from '../ui/button.tsx';
import { Strip } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';

/** Writes whose answer was lost, also by a reload. Their keys make it safe to send them again. */
export function UnansweredWrites() {
  const [refusal, setRefusal] = useState<string>();
  return (
    <>
      {usePendingWrites().map((write) => (
        <UnansweredWrite key={write.key} write={write} onRefused={setRefusal} />
      ))}
      {refusal !== undefined && (
        <Strip
          tone="bad"
          actions={
            <Button kind="quiet" onClick={() => setRefusal(undefined)}>
              Close
            </Button>
          }
        >
          {refusal}
        </Strip>
      )}
    </>
  );
}

interface UnansweredWriteProps {
  readonly write: PendingWrite;
  readonly onRefused: (message: string) => void;
}

/** It is away while it is sent again, and stays away once it is answered. */
function UnansweredWrite({ write, onRefused }: UnansweredWriteProps) {
  const formatTime = useFormatTime();
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: (unanswered: PendingWrite) => sendKeyed<unknown>(unanswered),
    onSuccess: ({ isReplayed }) => {
      toast(
        isReplayed ? 'It had been carried out before. Nothing was sent a second time.' : 'It has been carried out now.',
      );
      void client.invalidateQueries({ queryKey: ['entities'] });
    },
    onError: ({ message }) => onRefused(`“${write.title}”: ${message}`),
  });
  const canSend = !isExpired(write);
  return (
    <Strip
      actions={
        <>
          {canSend && <Button onClick={() => again.mutate(write)}>Send again safely</Button>}
          <Button kind="quiet" onClick={() => forgetWrite(write.key)}>
            Forget it
          </Button>
        </>
      }
    >
      No answer arrived to “{write.title}”, sent at {formatTime(write.sentAt)}. It may have been carried out.{' '}
      {canSend
        ? 'Sending it again with its key tells, and does nothing twice.'
        : 'Its key has expired, so that sending it again might do it twice. Look for its effect at Twilio.'}
    </Strip>
  );
}
