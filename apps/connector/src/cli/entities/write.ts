import {
  type BulkPlan,
  type EntityType,
  isEntityError,
  type Operation,
  selectedKey,
  type TwilioRequest,
} from '@twilio-connector/entities';
import type { BulkOutcome, BulkWay, DataSource, ListQuery } from '../data-source/data-source.js';
import { withSource } from '../data-source/with-source.js';
import { confirm } from '../terminal/confirm.js';
import { writeNotes } from '../terminal/notes.js';
import { createProgress, spent, watch } from '../terminal/progress.js';
import { UsageError } from '../terminal/usage-error.js';
import { formatOf, writeRows } from '../terminal/write-rows.js';
import type { EntityFlags } from './entity-flags.js';
import { entityTypeNamed } from './named.js';
import { bulkPlans, entityPlans } from './plans.js';
import { showEntity } from './show-entities.js';

export function create(name: string, flags: EntityFlags, process: NodeJS.Process): Promise<void> {
  const entityType = entityTypeNamed(name);
  const plan = entityPlans.validateOnly.create(entityType, flags.set ?? {});
  return write({ entityType, operation: 'CREATE', plan }, flags, process, async (source) =>
    showEntity(
      await watch(source, process, source.create(entityType.name, flags.set ?? {})),
      entityType,
      flags,
      process,
    ),
  );
}

export function update(
  name: string,
  id: string | undefined,
  flags: EntityFlags,
  process: NodeJS.Process,
): Promise<void> {
  const entityType = entityTypeNamed(name);
  const { set: input = {} } = flags;
  const { key, where } = targetOf(entityType, id, flags);
  if (key === undefined) {
    const plan = checkBulk(flags, (checks) => checks.updateMany(entityType, { conditions: where }, input));
    const write = (source: DataSource, way: BulkWay) => source.updateMany(entityType.name, where, input, way);
    return writeMany({ entityType, operation: 'UPDATE', plan }, flags, process, write);
  }
  const plan = entityPlans.validateOnly.update(entityType, key, input);
  return write({ entityType, operation: 'UPDATE', plan }, flags, process, async (source) => {
    const row = await watch(source, process, source.update(entityType.name, key, input));
    await showEntity(row, entityType, flags, process);
  });
}

export function remove(
  name: string,
  id: string | undefined,
  flags: EntityFlags,
  process: NodeJS.Process,
): Promise<void> {
  const entityType = entityTypeNamed(name);
  const { key, where } = targetOf(entityType, id, flags);
  if (key === undefined) {
    const plan = checkBulk(flags, (checks) => checks.deleteMany(entityType, { conditions: where }));
    const write = (source: DataSource, way: BulkWay) => source.deleteMany(entityType.name, where, way);
    return writeMany({ entityType, operation: 'DELETE', plan }, flags, process, write);
  }
  const plan = entityPlans.validateOnly.delete(entityType, key);
  return write({ entityType, operation: 'DELETE', plan }, flags, process, async (source) => {
    await watch(source, process, source.delete(entityType.name, key));
    writeNotes([`Deleted ${key} of ${entityType.name}.`], process);
  });
}

interface CheckedWrite {
  readonly entityType: EntityType;
  readonly operation: Operation;
  /** The request, or for many entities the plan. */
  readonly plan: TwilioRequest | BulkPlan;
}

type Work = (source: DataSource, signal: AbortSignal) => Promise<void>;

/** Carries out a checked write to one entity after confirmation. A dry run only shows its plan. */
async function write(
  { entityType, operation, plan }: CheckedWrite,
  flags: EntityFlags,
  process: NodeJS.Process,
  work: Work,
): Promise<void> {
  if (flags.dryRun) return showPlan(plan, process);
  await confirm(entityType.consequences?.[operation], { yes: flags.yes || flags.simulator, process });
  await withSource(flags, process, work);
}

function showPlan(plan: CheckedWrite['plan'], { stdout }: NodeJS.Process): void {
  stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
}

/** What a write to so many entities does. */
function consequenceForMany({ entityType, operation }: CheckedWrite, count: number): string {
  const entities = count === 1 ? '1 entity that matches' : `${count} entities that match`;
  const consequence = entityType.consequences?.[operation];
  if (consequence) return `${consequence}, for ${entities} the condition`;
  return `${operation === 'DELETE' ? 'deletes' : 'updates'} ${entities} the condition`;
}

/** Carries out a write to many entities after confirmation, with a progress line and a report. */
async function writeMany(
  checked: CheckedWrite,
  flags: EntityFlags,
  process: NodeJS.Process,
  work: (source: DataSource, way: BulkWay) => Promise<BulkOutcome>,
): Promise<void> {
  if (flags.dryRun) return showPlan(checked.plan, process);
  await withSource(flags, process, async (source, signal) => {
    let count: number | undefined;
    const consequence = async () => {
      count = await watch(source, process, countOf(checked.entityType, source, { where: flags.where, signal }));
      return count === 0 ? undefined : consequenceForMany(checked, count);
    };
    await confirm(consequence, { yes: flags.yes || flags.simulator, process });
    // What matches from now on was not confirmed.
    if (count === 0) return writeRows([reportOf(NOTHING)], { output: formatOf(flags, process) }, process);
    let state = 'finding matching entities';
    const progress = createProgress(process.stderr, (seconds) => `${state}, ${spent(source, seconds)} …`);
    const onProgress: BulkWay['onProgress'] = ({ done, found }) => {
      state = `${done} of ${found} done`;
    };
    const outcome = await work(source, { signal, onProgress }).finally(() => progress.stop());
    for (const { key, message } of outcome.failed) process.stderr.write(`${key}: ${message}\n`);
    const { failed, notReached } = outcome;
    await writeRows([reportOf(outcome)], { output: formatOf(flags, process) }, process);
    if (signal.aborted) throw new DOMException('Interrupted. Repeat the command to resume.', 'AbortError');
    if (failed.length + notReached > 0) throw new Error(incomplete(outcome));
  });
}

async function countOf(
  { name }: EntityType,
  source: DataSource,
  query: Pick<ListQuery, 'where' | 'signal'>,
): Promise<number> {
  const { count } = await source.count(name, query);
  return count;
}

const NOTHING: BulkOutcome = { found: 0, done: 0, failed: [], notReached: 0 };

function reportOf({ found, done, failed, notReached }: BulkOutcome) {
  return { Found: found, Done: done, Failed: failed.length, NotReached: notReached };
}

function incomplete({ done, found, stopped }: BulkOutcome): string {
  return `${stopped ? `${stopped} ` : ''}${done} of ${found} succeeded. Repeat the command to process the rest.`;
}

/** Checks a write to many entities. It needs `--bulk` unless the condition lists the keys. */
function checkBulk<T>(flags: EntityFlags, check: (checks: typeof entityPlans.validateOnly) => T): T {
  try {
    return check(bulkPlans(flags.bulk ?? false).validateOnly);
  } catch (error) {
    if (!isEntityError(error) || error.code !== 'BULK_NOT_ALLOWED') throw error;
    throw new UsageError(
      'The condition uses columns other than the key: add --bulk to write to every entity that matches it.',
    );
  }
}

/** The target of a write: a key, given as the ID or by a condition on the key alone, or else a condition. */
function targetOf(entityType: EntityType, id: string | undefined, { where }: EntityFlags) {
  if (id !== undefined && where !== undefined) throw new UsageError('Give either an id or --where, not both.');
  return { key: id ?? selectedKey(entityType, where ?? ''), where: where ?? '' };
}
