import type { EntityType } from '@twilio-connector/entities';
import { z } from 'zod';
import { exportColumns } from '../formats/columns.js';
import { keyProperties, recordSchema } from './json-schema.js';

/** How a stream is read: newer records only, or the whole table each time. */
export type ReplicationMethod = 'INCREMENTAL' | 'FULL_TABLE';

const METHOD = z.enum(['INCREMENTAL', 'FULL_TABLE']);

const METADATA = z.object({
  selected: z.boolean().optional(),
  'selected-by-default': z.boolean().optional(),
  inclusion: z.string().optional(),
  'replication-method': METHOD.optional(),
});

const STREAM = z.object({
  tap_stream_id: z.string(),
  // Where catalogs are written by older tools.
  schema: z.object({ selected: z.boolean().optional() }).optional(),
  replication_method: METHOD.optional(),
  metadata: z.array(z.object({ breadcrumb: z.array(z.string()), metadata: METADATA })).default([]),
});

/** A catalog as pipelines give it back, with what they have selected. */
export const CATALOG = z.object({ streams: z.array(STREAM) });

/** What a pipeline selects of a stream. */
export interface SelectedStream {
  readonly id: string;
  readonly method: ReplicationMethod | undefined;
  /** Whether a column is selected. */
  readonly has: (column: string) => boolean;
}

/** Returns the streams that a catalog selects. */
export function selectedStreams({ streams }: z.infer<typeof CATALOG>): readonly SelectedStream[] {
  return streams.flatMap(({ tap_stream_id: id, schema, replication_method: method, metadata }) => {
    const of = (...breadcrumb: readonly string[]) =>
      metadata.find((entry) => entry.breadcrumb.join('\n') === breadcrumb.join('\n'))?.metadata ?? {};
    const root = of();
    if (!(root.selected ?? schema?.selected ?? root['selected-by-default'])) return [];
    const has = (column: string) => {
      const { selected, inclusion, ...other } = of('properties', column);
      return inclusion === 'automatic' || (selected ?? other['selected-by-default'] ?? true);
    };
    return [{ id, method: root['replication-method'] ?? method, has }];
  });
}

/** Describes entity types as streams that are all selected. */
export function discover(entityTypes: readonly EntityType[]) {
  return { streams: entityTypes.map(toStream) };
}

function toStream(entityType: EntityType) {
  const { name, description, window } = entityType;
  const columns = exportColumns(entityType);
  const keys = keyProperties(entityType);
  const automatic: readonly unknown[] = [...keys, window?.column];
  const root = {
    inclusion: 'available',
    selected: true,
    description,
    'table-key-properties': keys,
    'replication-method': defaultMethod(entityType),
    ...(window && { 'valid-replication-keys': [window.column] }),
  };
  return {
    tap_stream_id: name,
    stream: name,
    schema: recordSchema(entityType, columns),
    key_properties: keys,
    replication_method: defaultMethod(entityType),
    ...(window && { replication_key: window.column }),
    metadata: [
      { breadcrumb: [], metadata: root },
      ...columns.map((column) => ({
        breadcrumb: ['properties', column.name],
        metadata: automatic.includes(column.name)
          ? { inclusion: 'automatic' }
          : { inclusion: 'available', 'selected-by-default': true },
      })),
    ],
  };
}

/** Newer records can be told by the window column. */
export function defaultMethod({ window }: EntityType): ReplicationMethod {
  return window ? 'INCREMENTAL' : 'FULL_TABLE';
}
