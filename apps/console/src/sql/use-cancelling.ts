import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PendingWrite } from '../api/pending-writes.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { toast } from '../ui/toasts.tsx';
import { cancelWrite } from './sql-calls.ts';

/** Cancels what runs: a read is left without its answer, and a write ends between two rows, with an answer that says so. */
export function useCancelling(place: ConnectionPlace) {
  const client = useQueryClient();
  const [isCancelling, setCancelling] = useState(false);
  return {
    /** Whether a write was cancelled. Stays true when its answer has arrived. */
    isCancelling,
    forget: () => setCancelling(false),
    cancel: (write: PendingWrite | undefined): void => {
      if (write) {
        setCancelling(true);
        cancelWrite(place, write).catch((error: unknown) => {
          setCancelling(false);
          toast(`The statement could not be cancelled. ${error instanceof Error ? error.message : ''}`);
        });
        return;
      }
      void client.cancelQueries({ queryKey: ['sql', nameOf(place)] });
      void client.cancelQueries({ queryKey: ['sqlPlan', nameOf(place)] });
      toast('Cancelled. What Twilio had answered until then is lost.');
    },
  };
}
