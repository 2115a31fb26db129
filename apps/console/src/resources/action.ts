import { queryOptions } from '@tanstack/react-query';
import { request } from '../api/http.ts';
import { type ConnectionPlace, nameOf } from './connection.ts';
import type { Field } from './entity-type.ts';

/** An action, as `actions.get` describes it. */
export interface Action {
  readonly name: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly inputParameters?: readonly Field[];
  readonly metadata?: {
    readonly twilio?: {
      readonly docs?: string;
      /** What it does to the world, if it cannot be undone or costs money. */
      readonly consequence?: string;
      readonly spendsMoney?: boolean;
      readonly isDestructive?: boolean;
      readonly isOffByDefault?: boolean;
    };
  };
}

/** What `actions.execute` returns. */
export interface ActionAnswer {
  readonly results?: readonly Readonly<Record<string, unknown>>[];
  readonly metadata?: { readonly twilio?: { readonly requests?: number } };
}

const UNCHANGING = { staleTime: Infinity, gcTime: Infinity };

export const actionsQuery = (place: ConnectionPlace) =>
  queryOptions({
    ...UNCHANGING,
    queryKey: ['actions', nameOf(place)],
    queryFn: async ({ signal }) => {
      const path = `/v2/${nameOf(place)}/actions`;
      const { actions = [] } = await request<{ actions?: Action[] }>({ path, query: { pageSize: 200 }, signal });
      return actions;
    },
  });

export const actionQuery = (place: ConnectionPlace, name: string) =>
  queryOptions({
    ...UNCHANGING,
    queryKey: ['action', nameOf(place), name],
    queryFn: ({ signal }) =>
      request<Action>({
        path: `/v2/${nameOf(place)}/actions/${encodeURIComponent(name)}`,
        query: { view: 'ACTION_SCHEMA_VIEW_ENRICHED' },
        signal,
      }),
  });
