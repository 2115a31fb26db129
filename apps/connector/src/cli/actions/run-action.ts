import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SourceFlags } from '../data-source/open-data-source.js';
import { withSource } from '../data-source/with-source.js';
import { actionPlans } from '../entities/plans.js';
import { confirm } from '../terminal/confirm.js';
import { watch } from '../terminal/progress.js';
import type { Format } from '../terminal/format.js';
import type { Row } from '../terminal/row-writer.js';
import { UsageError } from '../terminal/usage-error.js';
import { formatOf, writeRows } from '../terminal/write-rows.js';

/** The flags of `run`. */
export interface ActionFlags extends SourceFlags {
  readonly set?: Row;
  readonly file?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly output?: Format;
}

/** `run`: executes an action and shows its results, or saves the file that it returns. */
export async function runAction(name: string, flags: ActionFlags, process: NodeJS.Process): Promise<void> {
  const action = actionPlans.find(name);
  const parameters = flags.set ?? {};
  const plan = actionPlans.validateOnly(action, parameters);
  if (flags.dryRun) {
    process.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
    return;
  }
  if (action.answersBytes && flags.file === undefined && process.stdout.isTTY) {
    throw new UsageError(`${name} returns a file: give its path with --file, or redirect standard output.`);
  }
  if (!action.answersBytes && flags.file !== undefined)
    throw new UsageError(`${name} does not return a file: remove --file.`);
  await confirm(action.consequence, { yes: flags.yes, process });
  await withSource(flags, process, async (source) => {
    if (!action.answersBytes) {
      const results = await watch(source, process, source.execute(name, parameters));
      writeRows(results, { output: formatOf(flags, process) }, process);
      return;
    }
    const bytes = Readable.from(await source.download(name, parameters));
    const target = flags.file === undefined ? process.stdout : createWriteStream(flags.file);
    await pipeline(bytes, target, { end: flags.file !== undefined });
  });
}
