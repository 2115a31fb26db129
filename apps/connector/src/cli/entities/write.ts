import {
  type BulkPlan,
  catalog,
  createEntities,
  type EntityType,
  findEntityType,
  isEntityError,
  type Operation,
  selectedKey,
  type TwilioRequest,
} from '@twilio-connector/entities';
import type { BulkOutcome, BulkWay, DataSource } from '../data-source/data-source.js';
import { withSource } from '../data-source/with-source.js';
import { confirm } from '../terminal/confirm.js';
import { createProgress, watch } from '../terminal/progress.js';
import { UsageError } from '../terminal/usage-error.js';
import { formatOf, writeRows } from '../terminal/write-rows.js';
import type { EntityFlags } from './entity-flags.js';
import { show } from './show-entities.js';

// What would be sent is known without sending: these run on the declarations alone.
const sendsNothing = () => Promise.reject(new Error('A plan sends nothing.'));
const plans = createEntities({ send: sendsNothing });

export function create(name: string, flags: EntityFlags, process: NodeJS.Process): Promise<void> {
  const entityType = findEntityType(catalog, name);
  const plan = plans.validateOnly.create(entityType, flags.set ?? {});
  return write({ entityType, operation: 'CREATE', plan }, flags, process, async (source) =>
    show([await watch(source, process, source.create(name, flags.set ?? {}))], name, flags, process),
  );
}

export function update(
  name: string,
  id: string | undefined,
  flags: EntityFlags,
  process: NodeJS.Process,
): Promise<void> {
  const entityType = findEntityType(catalog, name);
  const { set: input = {} } = flags;
  const { key, where } = targetOf(entityType, id, flags);
  if (key === undefined) {
    const plan = checkBulk(flags, (checks) => checks.updateMany(entityType, { conditions: where }, input));
    const write = (source: DataSource, way: BulkWay) => source.updateMany(name, where, input, way);
    return writeMany({ entityType, operation: 'UPDATE', plan }, flags, process, write);
  }
  const plan = plans.validateOnly.update(entityType, key, input);
  return write({ entityType, operation: 'UPDATE', plan }, flags, process, async (source) =>
    show([await watch(source, process, source.update(name, key, input))], name, flags, process),
  );
}

export function remove(
  name: string,
  id: string | undefined,
  flags: EntityFlags,
  process: NodeJS.Process,
): Promise<void> {
  const entityType = findEntityType(catalog, name);
  const { key, where } = targetOf(entityType, id, flags);
  if (key === undefined) {
    const plan = checkBulk(flags, (checks) => checks.deleteMany(entityType, { conditions: where }));
    const write = (source: DataSource, way: BulkWay) => source.deleteMany(name, where, way);
    return writeMany({ entityType, operation: 'DELETE', plan }, flags, process, write);
  }
  const plan = plans.validateOnly.delete(entityType, key);
  return write({ entityType, operation: 'DELETE', plan }, flags, process, (source) =>
    watch(source, process, source.delete(name, key)),
  );
}

interface CheckedWrite {
  readonly entityType: EntityType;
  readonly operation: Operation;
  /** Of whatever a condition finds. */
  readonly isMany?: boolean;
  /** What would be sent. */
  readonly plan: TwilioRequest | BulkPlan;
}

/** A write that has been checked: shown for a dry run, else asked about and made. */
async function write(
  checked: CheckedWrite,
  flags: EntityFlags,
  process: NodeJS.Process,
  work: (source: DataSource, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  if (flags.dryRun) {
    process.stdout.write(`${JSON.stringify(checked.plan, null, 2)}\n`);
    return;
  }
  await confirm(consequenceOf(checked), { yes: flags.yes, process });
  await withSource(flags, process, work);
}

function consequenceOf({ entityType, operation, isMany }: CheckedWrite): string | undefined {
  const consequence = entityType.consequences?.[operation];
  return isMany ? `${consequence ?? `is an ${operation}`}, of every entity that the condition finds` : consequence;
}

/** A write to many entities: shows how far it is, and what became of them. */
function writeMany(
  checked: CheckedWrite,
  flags: EntityFlags,
  process: NodeJS.Process,
  work: (source: DataSource, way: BulkWay) => Promise<BulkOutcome>,
): Promise<void> {
  return write({ ...checked, isMany: true }, flags, process, async (source, signal) => {
    let state = 'finding what the condition means';
    const progress = createProgress(process.stderr, () => `${state}, ${source.requests()} requests to Twilio …`);
    const onProgress: BulkWay['onProgress'] = ({ done, found }) => {
      state = `${done} of ${found} done`;
    };
    const outcome = await work(source, { signal, onProgress }).finally(() => progress.stop());
    for (const { key, message } of outcome.failed) process.stderr.write(`${key}: ${message}\n`);
    const { found, done, failed, notReached } = outcome;
    const row = { Found: found, Done: done, Failed: failed.length, NotReached: notReached };
    writeRows([row], { output: formatOf(flags, process) }, process);
    if (signal.aborted) throw new DOMException('Interrupted; the same command again goes on.', 'AbortError');
    if (failed.length + notReached > 0) throw new Error(incomplete(outcome));
  });
}

function incomplete({ stopped }: BulkOutcome): string {
  return `${stopped ? `${stopped} ` : ''}Not all of them are done; the same command again goes on with the rest.`;
}

/** Checks a write to whatever a condition finds, which the flag must allow unless it names the keys. */
function checkBulk<T>(flags: EntityFlags, check: (checks: typeof plans.validateOnly) => T): T {
  try {
    return check(createEntities({ send: sendsNothing, bulk: flags.bulk ?? false }).validateOnly);
  } catch (error) {
    if (!isEntityError(error) || error.code !== 'BULK_NOT_ALLOWED') throw error;
    throw new UsageError(
      'The condition looks at other columns than the key: add --bulk to write to whatever it finds.',
    );
  }
}

/** What a write is about: the key, given as the id or by a condition that is just that, or a condition. */
function targetOf(entityType: EntityType, id: string | undefined, { where }: EntityFlags) {
  if (id !== undefined && where !== undefined)
    throw new UsageError('Name the entity by its id or by --where, not by both.');
  return { key: id ?? selectedKey(entityType, where ?? ''), where: where ?? '' };
}
