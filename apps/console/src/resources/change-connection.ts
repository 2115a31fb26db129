import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ApiCall, request } from '../api/http.ts';
import { toast } from '../ui/toasts.tsx';
import type { Operation } from './connection.ts';

/** A change of a connection, with what to say when it is done. */
export interface ConnectionChange {
  readonly call: ApiCall;
  readonly done: string;
}

/** Calls that change a connection answer with an operation, which is done or goes on. Its end shows in the state. */
export function useChangeConnection() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ call }: ConnectionChange) => {
      const operation = await request<Operation>(call);
      if (operation.error) throw new Error(operation.error.message ?? 'The operation failed.');
      return operation;
    },
    onSuccess: (operation, { done }) => {
      toast(operation.done ? done : `${done} It takes a moment.`);
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['connections'] }),
        client.invalidateQueries({ queryKey: ['connection'] }),
        client.invalidateQueries({ queryKey: ['entities'] }),
        client.invalidateQueries({ queryKey: ['secretUses'] }),
      ]),
  });
}

export function suspendCall(name: string, suspended: boolean): ConnectionChange {
  return {
    call: { method: 'PATCH', path: `/v1/${name}`, query: { updateMask: 'suspended' }, body: { suspended } },
    done: suspended ? 'Suspended.' : 'Resumed.',
  };
}

export function deleteCall(name: string): ConnectionChange {
  return { call: { method: 'DELETE', path: `/v1/${name}` }, done: 'Deleted.' };
}
