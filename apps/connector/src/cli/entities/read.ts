import { catalog, findEntityType, parseSortBy, type SortBy } from '@twilio-connector/entities';
import { readEnv } from '../../env.js';
import type { ListQuery } from '../data-source/data-source.js';
import { isThroughConnector, openConnector } from '../data-source/open-data-source.js';
import { withSource } from '../data-source/with-source.js';
import { createProgress, requestCount, watch } from '../terminal/progress.js';
import { UsageError } from '../terminal/usage-error.js';
import { openRowWriter } from '../terminal/write-rows.js';
import type { EntityFlags } from './entity-flags.js';
import { entityPlans } from './plans.js';
import { outputOf, showEntity } from './show-entities.js';

export async function list(name: string, flags: EntityFlags, process: NodeJS.Process): Promise<void> {
  const sortBy = sortByOf(flags);
  if (flags.explain) {
    const plan = await explain(name, { where: flags.where, sortBy }, flags, process);
    process.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
    return;
  }
  await withSource(flags, process, async (source, signal) => {
    let count = 0;
    const warnings = new Set<string>();
    const progress = createProgress(process.stderr, () => `${count} rows, ${requestCount(source)} …`);
    try {
      const writer = openRowWriter(outputOf(name, flags, process), process);
      await source.rows(name, {
        where: flags.where,
        sortBy,
        limit: flags.limit,
        maxRequests: flags.maxRequests,
        allParents: flags.allParents,
        signal,
        onRow(row) {
          writer.row(row);
          count += 1;
        },
        warn: (warning) => warnings.add(warning),
      });
      writer.end();
    } catch (error) {
      if (count > 0) warnings.add(`The output is incomplete: the list ended after ${count} ${count === 1 ? 'row' : 'rows'}`);
      throw error;
    } finally {
      progress.stop();
      for (const warning of warnings) process.stderr.write(`${warning}.\n`);
    }
  });
}

export function get(name: string, id: string, flags: EntityFlags, process: NodeJS.Process): Promise<void> {
  return withSource(flags, process, async (source, signal) => {
    const row = await watch(source, process, source.get(name, id, signal));
    showEntity(row, name, flags, process);
  });
}

/** A connector plans for its own connection. Without one, the plan needs no account. */
async function explain(
  name: string,
  { where, sortBy }: Pick<ListQuery, 'where' | 'sortBy'>,
  flags: EntityFlags,
  process: NodeJS.Process,
): Promise<unknown> {
  const note = (sentence: string) => void process.stderr.write(`${sentence}\n`);
  if (isThroughConnector(flags)) {
    return openConnector(flags, readEnv(process.env), note).explain(name, { where, sortBy });
  }
  return entityPlans.explain(findEntityType(catalog, name), { conditions: where ?? '', sortBy });
}

function sortByOf({ sort }: EntityFlags): SortBy | undefined {
  if (sort === undefined) return undefined;
  const parsed = parseSortBy(sort);
  if (parsed) return parsed;
  throw new UsageError(
    `--sort is ${JSON.stringify(sort)}. It must be a column name, optionally followed by ASC or DESC.`,
  );
}
