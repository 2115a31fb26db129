import { withSource } from '../data-source/with-source.js';
import { withFlags } from '../error-text.js';
import { createProgress, requestCount, watch } from '../terminal/progress.js';
import { writeNotes } from '../terminal/notes.js';
import { openRowWriter } from '../terminal/write-rows.js';
import type { EntityFlags } from './entity-flags.js';
import { entityTypeNamed } from './named.js';
import { entityPlans } from './plans.js';
import { listOutput, showEntity, tableFooter } from './show-entities.js';

export async function list(name: string, flags: EntityFlags, process: NodeJS.Process): Promise<void> {
  const entityType = entityTypeNamed(name);
  if (flags.explain) {
    const plan = entityPlans.explain(entityType, {
      conditions: flags.where ?? '',
      sortBy: flags.sort,
    });
    process.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
    return;
  }
  const output = listOutput(entityType, flags, process);
  await withSource(flags, process, async (source, signal) => {
    let count = 0;
    let footer: readonly string[] = [];
    const warnings = new Set<string>();
    const progress = createProgress(process.stderr, () => `${count} rows, ${requestCount(source)} …`);
    try {
      const writer = openRowWriter(output, process);
      await source.rows(entityType.name, {
        where: flags.where,
        sortBy: flags.sort,
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
      const shown = writer.end();
      if (shown) footer = tableFooter(entityType, { count, shown }, flags);
      else if (count === 0) footer = [`No ${entityType.name} found.`];
    } finally {
      progress.stop();
      for (const warning of warnings) process.stderr.write(`${withFlags(warning)}.\n`);
      writeNotes(footer, process);
    }
  });
}

export function get(name: string, id: string, flags: EntityFlags, process: NodeJS.Process): Promise<void> {
  const entityType = entityTypeNamed(name);
  return withSource(flags, process, async (source, signal) => {
    const row = await watch(source, process, source.get(entityType.name, id, signal));
    showEntity(row, entityType, flags, process);
  });
}
