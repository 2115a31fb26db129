import type { Action } from '@twilio-connector/entities';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SourceFlags } from '../data-source/open-data-source.js';
import { withSource } from '../data-source/with-source.js';
import { actionNamed } from '../entities/named.js';
import { actionPlans } from '../entities/plans.js';
import { confirm } from '../terminal/confirm.js';
import { writeNotes } from '../terminal/notes.js';
import { watch } from '../terminal/progress.js';
import type { Format } from '../terminal/format.js';
import type { Row } from '../terminal/row.js';
import { UsageError } from '../terminal/usage-error.js';
import { formatOf, writeRecord, writeRows } from '../terminal/write-rows.js';

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
  const action = actionNamed(name);
  const parameters = flags.set ?? {};
  const plan = actionPlans.validateOnly(action, parameters);
  if (flags.dryRun) {
    process.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
    return;
  }
  if (action.answersBytes && flags.file === undefined && process.stdout.isTTY) {
    throw new UsageError(`${action.name} returns a file: give its path with --file, or redirect standard output.`);
  }
  if (!action.answersBytes && flags.file !== undefined)
    throw new UsageError(`${action.name} does not return a file: remove --file.`);
  await confirm(action.consequence, { yes: flags.yes || flags.simulator, process });
  await withSource(flags, process, async (source) => {
    if (!action.answersBytes) {
      const results = await watch(source, process, source.execute(action.name, parameters));
      await showResults(action, results, flags, process);
      return;
    }
    const bytes = Readable.from(await source.download(action.name, parameters));
    const target = flags.file === undefined ? process.stdout : createWriteStream(flags.file);
    await pipeline(bytes, target, { end: flags.file !== undefined });
    if (flags.file !== undefined) writeNotes([`Wrote ${flags.file}.`], process);
  });
}

/** Shows the results of an action: a single one with one column a line. */
async function showResults(
  action: Action,
  results: readonly Row[],
  flags: ActionFlags,
  process: NodeJS.Process,
): Promise<void> {
  const output = formatOf(flags, process);
  const [first] = results;
  if (output === 'table' && first && results.length === 1) {
    return writeRecord(first, Object.keys(first), process);
  }
  await writeRows(results, { output }, process);
  if (results.length === 0) writeNotes([`${action.name} is done.`], process);
}
