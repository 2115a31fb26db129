import type { CallMetadata, Explanation } from '@twilio-connector/entities';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ApiCall } from '../api/http.ts';
import { request } from '../api/http.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';

/** A list as its link names it. */
export interface Selection {
  readonly type: string;
  readonly where?: string | undefined;
  /** Such as `DateSent DESC`. Undefined for the order of Twilio. */
  readonly sort?: string | undefined;
  readonly size: number;
  /** How many parents may be read for a list below them. */
  readonly parents?: string | undefined;
  /** How many requests to Twilio a page may take. */
  readonly maxRequests?: string | undefined;
}

export type Values = Readonly<Record<string, unknown>>;

export interface Entity {
  readonly name: string;
  readonly fields: Values;
}

export interface EntityPage {
  readonly entities?: readonly Entity[];
  readonly nextPageToken?: string;
  readonly metadata?: { readonly twilio?: Partial<CallMetadata> };
}

export const PAGE_SIZES = [25, 50, 100, 200] as const;
export const REQUEST_LIMITS = [1, 5, 25, 100] as const;

export const entitiesPath = (place: ConnectionPlace, type: string) =>
  `/v2/${nameOf(place)}/entityTypes/${encodeURIComponent(type)}/entities`;

export function entityPath(place: ConnectionPlace, type: string, id: string): string {
  return `${entitiesPath(place, type)}/${encodeURIComponent(id)}`;
}

/** The key of an entity, with those of its parents before it. */
export function idOf({ name }: Entity): string {
  return decodeURIComponent(name.slice(name.indexOf('/entities/') + '/entities/'.length));
}

export function listCall(place: ConnectionPlace, { type, size, ...selection }: Selection): ApiCall {
  const [sortBy, sortOrder] = selection.sort?.split(' ') ?? [];
  const { where: conditions, parents: allowParentScan, maxRequests } = selection;
  const query = { conditions, sortBy, sortOrder, pageSize: size, allowParentScan, maxRequests };
  return { path: entitiesPath(place, type), query };
}

/** The whole list of the rows that match, in the format or in the form of their count that `query` asks for. */
export function exportCall(
  place: ConnectionPlace,
  { type, where, parents }: Pick<Selection, 'type' | 'where' | 'parents'>,
  query: NonNullable<ApiCall['query']>,
): ApiCall {
  const path = `/export/v1/${nameOf(place)}/entityTypes/${encodeURIComponent(type)}`;
  return { path, query: { conditions: where, allowParentScan: parents, ...query } };
}

/** A list is read when it is opened, and when somebody asks for more. It is never read unasked, since that costs requests. */
const WHEN_ASKED = { staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false, retry: false };

export const entitiesQuery = (place: ConnectionPlace, selection: Selection) =>
  infiniteQueryOptions({
    ...WHEN_ASKED,
    queryKey: ['entities', nameOf(place), selection.type, selection],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const { path, query } = listCall(place, selection);
      return request<EntityPage>({ path, query: { ...query, pageToken: pageParam }, signal });
    },
    getNextPageParam: ({ nextPageToken }: EntityPage) => nextPageToken,
  });

export const planQuery = (place: ConnectionPlace, selection: Selection) =>
  queryOptions({
    ...WHEN_ASKED,
    queryKey: ['plan', nameOf(place), selection],
    queryFn: async ({ signal }) => {
      const { path, query = {} } = listCall(place, selection);
      const { conditions, sortBy, sortOrder, allowParentScan } = query;
      const asked = { conditions, sortBy, sortOrder, allowParentScan, explain: true };
      const answer = await request<{ metadata?: { twilio?: { explain?: Explanation } } }>({
        path,
        query: asked,
        signal,
      });
      return answer.metadata?.twilio?.explain;
    },
  });

export const entityQuery = (place: ConnectionPlace, type: string, id: string) =>
  queryOptions({
    ...WHEN_ASKED,
    queryKey: ['entities', nameOf(place), type, 'one', id],
    queryFn: ({ signal }) =>
      request<Entity & { readonly metadata?: { readonly twilio?: Partial<CallMetadata> } }>({
        path: entityPath(place, type, id),
        signal,
      }),
  });
