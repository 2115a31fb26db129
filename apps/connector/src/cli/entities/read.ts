import { type EntityType, parseSortBy, type SortBy } from '@twilio-connector/entities';
import { readEnv } from '../../env.js';
import type { ListQuery } from '../data-source/data-source.js';
import { isThroughConnector, openConnector } from '../data-source/open-data-source.js';
import { withSource } from '../data-source/with-source.js';
import { withFlags } from '../error-text.js';
import { createNote, writeNotes } from '../terminal/notes.js';
import { createProgress, requestCount, spent, watch } from '../terminal/progress.js';
import { UsageError } from '../terminal/usage-error.js';
import { openRowWriter } from '../terminal/write-rows.js';
import type { EntityFlags } from './entity-flags.js';
import { entityTypeNamed } from './named.js';
import { entityPlans } from './plans.js';
import { listOutput, showEntity, tableFooter } from './show-entities.js';

export async function list(name: string, flags: EntityFlags, process: NodeJS.Process): Promise<void> {
  const entityType = entityTypeNamed(name);
  const sortBy = sortByOf(flags);
  if (flags.explain) {
    const plan = await explain(entityType, { where: flags.where, sortBy }, flags, process);
    process.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
    return;
  }
  if (flags.count) return countRows(entityType, flags, process);
  const output = listOutput(entityType, flags, process);
  const advice = adviceFor(entityType, flags);
  await withSource(flags, process, async (source, signal) => {
    let count = 0;
    let footer: readonly string[] = [];
    const warnings = new Set<string>();
    const progress = createProgress(process.stderr, (seconds) => `${count} rows, ${spent(source, seconds)} …${advice}`);
    const writer = await openRowWriter(output, process);
    try {
      await source.rows(entityType.name, {
        where: flags.where,
        sortBy,
        limit: flags.limit,
        maxRequests: flags.maxRequests,
        allParents: flags.allParents,
        signal,
        async onRows(rows) {
          for (const row of rows) writer.row(row);
          count += rows.length;
          await writer.drained(signal);
        },
        warn: (warning) => warnings.add(warning),
      });
      const shown = writer.end();
      if (shown) footer = tableFooter(entityType, { count, shown }, flags);
      else if (count === 0) footer = [`No ${entityType.name} found.`];
    } catch (error) {
      // A table holds its first rows back. JSON stays open, so that no program takes it for the whole list.
      if (output.output === 'table') writer.end();
      if (count > 0)
        warnings.add(`The output is incomplete: the list ended after ${count} ${count === 1 ? 'row' : 'rows'}`);
      throw error;
    } finally {
      progress.stop();
      for (const warning of warnings) process.stderr.write(`${withFlags(warning)}.\n`);
      writeNotes(footer, process);
    }
  });
}

/** Reads the whole list, and keeps no row. */
function countRows(entityType: EntityType, flags: EntityFlags, process: NodeJS.Process): Promise<void> {
  const { where, limit = Number.POSITIVE_INFINITY, maxRequests, allParents } = flags;
  const advice = adviceFor(entityType, flags);
  return withSource(flags, process, async (source, signal) => {
    const progress = createProgress(process.stderr, (seconds) => `Counting, ${spent(source, seconds)} …${advice}`);
    const counting = source.count(entityType.name, { where, allParents, maxRequests, signal });
    const { count, warnings } = await counting.finally(() => progress.stop());
    process.stdout.write(`${Math.min(count, limit)}\n`);
    for (const warning of warnings) process.stderr.write(`${withFlags(warning)}.\n`);
    writeNotes([`${requestCount(source)}.`], process);
  });
}

/** What to add to a progress line, if another condition would be read faster. */
function adviceFor(entityType: EntityType, { where, sort, limit, allParents }: EntityFlags): string {
  if (sort !== undefined || limit !== undefined || allParents !== undefined) return '';
  const { advice } = entityPlans.explain(entityType, { conditions: where ?? '' });
  return advice === undefined ? '' : ` ${advice}`;
}

export function get(name: string, id: string, flags: EntityFlags, process: NodeJS.Process): Promise<void> {
  const entityType = entityTypeNamed(name);
  return withSource(flags, process, async (source, signal) => {
    const row = await watch(source, process, source.get(entityType.name, id, signal));
    await showEntity(row, entityType, flags, process);
  });
}

/** A connector plans for its own connection. Without one, the plan needs no account. */
async function explain(
  entityType: EntityType,
  { where, sortBy }: Pick<ListQuery, 'where' | 'sortBy'>,
  flags: EntityFlags,
  process: NodeJS.Process,
): Promise<unknown> {
  if (isThroughConnector(flags)) {
    return openConnector(flags, readEnv(process.env), createNote(process)).explain(entityType.name, { where, sortBy });
  }
  return entityPlans.explain(entityType, { conditions: where ?? '', sortBy });
}

function sortByOf({ sort }: EntityFlags): SortBy | undefined {
  if (sort === undefined) return undefined;
  const parsed = parseSortBy(sort);
  if (parsed) return parsed;
  throw new UsageError(
    `--sort is ${JSON.stringify(sort)}. It must be a column name, optionally followed by ASC or DESC.`,
  );
}
