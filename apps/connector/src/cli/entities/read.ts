import { catalog, createEntities, findEntityType } from '@twilio-connector/entities';
import { withSource } from '../data-source/with-source.js';
import { createProgress, watch } from '../terminal/progress.js';
import { createRowWriter } from '../terminal/row-writer.js';
import { formatOf } from '../terminal/write-rows.js';
import type { EntityFlags } from './entity-flags.js';
import { columnsOf, show } from './show-entities.js';

// How a list would be read is known without reading.
const sendsNothing = () => Promise.reject(new Error('A plan sends nothing.'));
const plans = createEntities({ send: sendsNothing });

export async function list(name: string, flags: EntityFlags, process: NodeJS.Process): Promise<void> {
  if (flags.explain) {
    const plan = plans.explain(findEntityType(catalog, name), { conditions: flags.where ?? '', sortBy: flags.sort });
    process.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
    return;
  }
  await withSource(flags, process, async (source, signal) => {
    let count = 0;
    const warnings = new Set<string>();
    const progress = createProgress(process.stderr, () => `${count} rows, ${source.requests()} requests to Twilio …`);
    try {
      const writer = createRowWriter(formatOf(flags, process), columnsOf(name, flags, process), (text) =>
        process.stdout.write(text),
      );
      for await (const row of source.rows(name, {
        where: flags.where,
        sortBy: flags.sort,
        limit: flags.limit,
        maxRequests: flags.maxRequests,
        allParents: flags.allParents,
        signal,
        warn: (warning) => warnings.add(warning),
      })) {
        writer.row(row);
        count += 1;
      }
      writer.end();
    } finally {
      progress.stop();
      for (const warning of warnings) process.stderr.write(`${warning}.\n`);
    }
  });
}

export function get(name: string, id: string, flags: EntityFlags, process: NodeJS.Process): Promise<void> {
  return withSource(flags, process, async (source, signal) => {
    const row = await watch(source, process, source.get(name, id, signal));
    show([row], name, flags, process);
  });
}
