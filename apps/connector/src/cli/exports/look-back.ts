import { type EntityType, timeOfEveryRow } from '@twilio-connector/entities';
import { entityPlans } from '../entities/plans.js';
import { durationWords } from '../terminal/duration.js';
import type { ExportFlags } from './export-flags.js';

const DAY_MS = 86_400_000;

/** The look-back window of an entity type whose rows do not change later than on the next day. */
const DEFAULT_DAYS = 1;

/** How long rows of an entity type usually change. */
export function defaultLookBackMs({ window }: EntityType): number {
  return (window?.changesForDays ?? DEFAULT_DAYS) * DAY_MS;
}

/** Says why later runs read the whole list, and what would make them read less. Undefined if nothing would. */
export function priceOf(
  entityType: EntityType,
  { where = '', allParents }: Pick<ExportFlags, 'where' | 'allParents'>,
  lookBackMs: number,
): string | undefined {
  const { name, window } = entityType;
  if (!window || timeOfEveryRow(entityType, where) !== undefined) return undefined;
  // A condition on the key reads entities one by one, and no list.
  if (allParents === undefined && !entityPlans.explain(entityType, { conditions: where }).advice) return undefined;
  return (
    `${name}: each run reads the whole list, because Twilio cannot filter rows without ${window.column}, which may match. ` +
    `Add ${window.column} IS NOT NULL to the condition to read only the last ${durationWords(lookBackMs)} after the first run.`
  );
}
