import { queryOptions } from '@tanstack/react-query';
import { request } from '../api/http.ts';
import { type ConnectionPlace, nameOf } from './connection.ts';

/** A column, or a parameter of an action. */
export interface Field {
  readonly name: string;
  readonly description?: string;
  readonly dataType: string;
  readonly nullable?: boolean;
  readonly key?: boolean;
  readonly reference?: { readonly type: string };
  readonly additionalDetails?: {
    readonly readable?: boolean;
    readonly readOnly?: boolean;
    readonly create?: 'required' | 'optional';
    readonly update?: boolean;
    /** The operators that Twilio applies itself. */
    readonly filter?: readonly string[];
    /** The known values. */
    readonly values?: readonly string[];
    readonly twilioName?: string;
  };
}

type OperationName = 'LIST' | 'GET' | 'CREATE' | 'UPDATE' | 'DELETE';

/** An entity type in the enriched view. */
export interface EntityType {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly operations: readonly OperationName[];
  readonly defaultSortBy?: string;
  readonly metadata?: {
    readonly twilio?: {
      readonly description?: string;
      readonly docs?: string;
      readonly summary?: readonly string[];
      readonly consequences?: Partial<Readonly<Record<OperationName, string>>>;
    };
  };
}

/** An entity type in a list, with the product of Twilio that it belongs to. */
export interface EntityTypeName {
  readonly name: string;
  readonly group?: string;
}

interface EntityTypeList {
  readonly types?: readonly { readonly name: string }[];
  readonly metadata?: { readonly twilio?: { readonly types?: Readonly<Record<string, { readonly group?: string }>> } };
}

/** Metadata changes with the server only. It costs no requests to Twilio. */
const UNCHANGING = { staleTime: Infinity, gcTime: Infinity };

export const entityTypesQuery = (place: ConnectionPlace) =>
  queryOptions({
    ...UNCHANGING,
    queryKey: ['entityTypes', nameOf(place)],
    queryFn: async ({ signal }): Promise<readonly EntityTypeName[]> => {
      const { types = [], metadata } = await request<EntityTypeList>({
        path: `/v2/${nameOf(place)}/entityTypes`,
        query: { view: 'ENTITY_TYPE_VIEW_BASIC', pageSize: 200 },
        signal,
      });
      return types.map(({ name }) => ({ name, ...metadata?.twilio?.types?.[name] }));
    },
  });

export const entityTypeQuery = (place: ConnectionPlace, name: string) =>
  queryOptions({
    ...UNCHANGING,
    queryKey: ['entityType', nameOf(place), name],
    queryFn: ({ signal }) =>
      request<EntityType>({
        path: `/v2/${nameOf(place)}/entityTypes/${encodeURIComponent(name)}`,
        query: { view: 'ENTITY_TYPE_SCHEMA_VIEW_ENRICHED' },
        signal,
      }),
  });

const MAX_DEFAULT_COLUMNS = 7;

/** The columns that a list shows unless the link names others. */
export function defaultColumns({ fields, metadata }: EntityType): readonly string[] {
  const { summary } = metadata?.twilio ?? {};
  if (summary && summary.length > 0) return summary;
  const weight = ({ key, additionalDetails: details = {}, dataType }: Field) =>
    key ? 0 : details.filter?.length ? 1 : details.values?.length ? 2 : dataType === 'TIMESTAMP' ? 3 : 4;
  const readable = fields.filter((field) => field.additionalDetails?.readable !== false && field.name !== 'AccountSid');
  const chosen = new Set(readable.toSorted((a, b) => weight(a) - weight(b)).slice(0, MAX_DEFAULT_COLUMNS));
  return readable.filter((field) => chosen.has(field)).map(({ name }) => name);
}

export function readableFields({ fields }: EntityType): readonly Field[] {
  return fields.filter(({ additionalDetails }) => additionalDetails?.readable !== false);
}

export function keyOf({ fields }: EntityType): string {
  return fields.find(({ key }) => key)?.name ?? 'Sid';
}
