import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createActions } from '@twilio-connector/entities';
import type { SourceFlags } from '../data-source/open.js';
import { withSource } from '../data-source/with-source.js';
import { confirm } from '../terminal/confirm.js';
import { watch } from '../terminal/progress.js';
import type { Format, Row } from '../terminal/row-writer.js';
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

// What would be sent is known without sending. What is allowed is for whoever sends it to say.
const plans = createActions({ send: () => Promise.reject(new Error('A plan sends nothing.')), allow: ['*'] });

/** Executes an action: shows its results, or keeps the file that it answers. */
export async function runAction(name: string, flags: ActionFlags, process: NodeJS.Process): Promise<void> {
  const action = plans.find(name);
  const parameters = flags.set ?? {};
  const plan = plans.validateOnly(action, parameters);
  if (flags.dryRun) {
    process.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
    return;
  }
  if (action.answersBytes && flags.file === undefined && process.stdout.isTTY) {
    throw new UsageError(`${name} answers a file: name where to keep it with --file, or redirect the output.`);
  }
  if (!action.answersBytes && flags.file !== undefined) throw new UsageError(`${name} answers no file.`);
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
