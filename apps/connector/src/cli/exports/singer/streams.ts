import type { EntityType } from '@twilio-connector/entities';
import { exportColumns } from '../../../exports/formats/columns.js';
import { defaultMethod, type SelectedStream } from '../../../exports/singer/catalog.js';
import { keyProperties } from '../../../exports/singer/json-schema.js';
import type { Stream } from '../../../exports/singer/stream.js';
import { entityTypeNamed } from '../../entities/named.js';
import { entityPlans } from '../../entities/plans.js';
import type { ExportFlags } from '../export-flags.js';
import { defaultLookBackMs } from '../look-back.js';
import type { SingerConfig } from './singer-config.js';

/** Selects entity types with all of their columns. */
export function allStreams(entityTypes: readonly EntityType[]): readonly SelectedStream[] {
  return entityTypes.map(({ name }) => ({ id: name, method: undefined, has: () => true }));
}

/** What the streams have in common. */
interface Settings {
  readonly config: SingerConfig;
  readonly flags: ExportFlags;
}

/** Plans the streams that were selected. @throws EntityError if a condition cannot be used */
export function streamsOf(selected: readonly SelectedStream[], settings: Settings): readonly Stream[] {
  const conditions = conditionsOf(settings);
  return selected.map((each) => toStream(each, { ...settings, conditions }));
}

function toStream(
  { id, method, has }: SelectedStream,
  { config, flags, conditions }: Settings & { readonly conditions: ReadonlyMap<EntityType, string> },
): Stream {
  const entityType = entityTypeNamed(id);
  const needed = [...keyProperties(entityType), entityType.window?.column];
  const { look_back: lookBack, start_date: start } = config;
  return {
    entityType,
    columns: exportColumns(entityType).filter(({ name }) => needed.includes(name) || has(name)),
    method: entityType.window ? (method ?? defaultMethod(entityType)) : 'FULL_TABLE',
    conditions: conditions.get(entityType) ?? '',
    lookBackMs: flags.lookBack ?? lookBack ?? defaultLookBackMs(entityType),
    startDateMs: start === undefined ? undefined : Date.parse(start),
  };
}

function conditionsOf({ config, flags: { allParents } }: Settings): ReadonlyMap<EntityType, string> {
  const given = Object.entries(config.conditions ?? {});
  return new Map(
    given.map(([name, conditions]) => {
      const entityType = entityTypeNamed(name);
      // A key alone could not be joined to other conditions.
      if (allParents === undefined) entityPlans.explain(entityType, { conditions: `(${conditions})` });
      return [entityType, conditions] as const;
    }),
  );
}
