import { dataTypeOf } from '../data-types/index.js';
import { isEntityError } from '../errors.js';
import { type BulkOptions, type BulkReport, type EntityType, type Field, keyColumnsOf } from '../model/index.js';
import { predicates } from './conditions.js';
import { entityIdOf } from './entity-key.js';
import type { ListPlan } from './list.js';
import { readPages } from './rows.js';
import { isNotFound } from './meter.js';
import type { Row, Runner } from './runner.js';
import type { TwilioRequest } from '../model/request.js';
import { unitsOf, type Work } from '../work.js';

type Values = Readonly<Record<string, unknown>>;

/** An entity that matches the condition of a bulk write. */
export interface FoundEntity {
  readonly key: string;
  /** Whether it already has the values of the update, for example from an earlier call that was interrupted. */
  readonly isDone: boolean;
}

// If Twilio answers within about 200 ms, ten requests in flight saturate two nodes of 25 requests a second.
const CONCURRENCY = 16;

/** The memory of an entity that was found: its key, in an object. */
const KEY_BYTES = 150;

/** Whether the condition selects entities by key, so that no list is read. */
export function isByKey({ reads }: ListPlan): boolean {
  return reads.every(({ isGet }) => isGet);
}

/** Finds all entities of a bulk write before the first is written, so that none is found twice. */
export async function findEntities(plan: ListPlan, runner: Runner, values?: Values): Promise<readonly FoundEntity[]> {
  const { entityType } = plan;
  const columns = keyColumnsOf(entityType);
  if (isByKey(plan) && predicates(plan.condition).every(({ name }) => columns.includes(name))) {
    return runner.work(selectNamed(plan));
  }
  const found: FoundEntity[] = [];
  for await (const rows of readPages(plan, runner)) {
    for (const entity of await runner.work(toFound(entityType, rows, values))) found.push(entity);
    runner.memory.holdBesides(found.length * KEY_BYTES);
  }
  runner.memory.hold(0);
  return found;
}

/** Returns the entities whose keys the condition names, without reading them. */
function* selectNamed(plan: ListPlan): Work<readonly FoundEntity[]> {
  const found: FoundEntity[] = [];
  for (const [read, { inPath }] of plan.reads.entries()) {
    const row = { ...inPath };
    if (yield* plan.matches(row, read)) found.push({ key: entityIdOf(plan.entityType, row) ?? '', isDone: false });
  }
  return found;
}

function* toFound(
  entityType: EntityType,
  rows: readonly Row[],
  values: Values | undefined,
): Work<readonly FoundEntity[]> {
  const found: FoundEntity[] = [];
  for (const row of rows) {
    const isDone = values !== undefined && (yield* has(entityType, row, values));
    found.push({ key: entityIdOf(entityType, row) ?? '', isDone });
  }
  return found;
}

/** Whether a row already has these values. JSON, lists and columns that are null or absent count as different. */
function* has({ fields }: EntityType, row: Row, values: Values): Work<boolean> {
  for (const [name, value] of Object.entries(values)) {
    const field = fields[name] as Field;
    yield unitsOf(row[name]) + unitsOf(value);
    if (field.repeats || row[name] == null) return false;
    if (dataTypeOf(field).compare(row[name], value) !== 0) return false;
  }
  return true;
}

/**
 * Writes the entities concurrently. A failed write does not stop the others. The caller's signal and errors that would
 * affect every write do stop them; the rest counts as not reached.
 */
export async function writeAll(
  found: readonly FoundEntity[],
  write: (key: string) => Promise<unknown>,
  { signal, onProgress }: Pick<BulkOptions, 'signal' | 'onProgress'>,
): Promise<BulkReport> {
  const failed: { key: string; error: Error }[] = [];
  const remaining = found.filter(({ isDone }) => !isDone).values();
  let done = found.filter(({ isDone }) => isDone).length;
  let stopped: Error | undefined;

  const report = (): BulkReport => ({
    found: found.length,
    done,
    failed,
    notReached: found.length - done - failed.length,
    ...(stopped && { stopped }),
  });
  const writeRemaining = async () => {
    while (!stopped) {
      if (signal?.aborted) stopped = toError(signal.reason);
      const next = stopped ? undefined : remaining.next();
      if (!next || next.done) return;
      const { key } = next.value;
      try {
        await write(key);
        done += 1;
      } catch (cause) {
        const error = toError(cause);
        const isNotSent = isEntityError(error) && error.code === 'TOO_MANY_REQUESTS';
        if (isNotSent || isFatal(error)) stopped ??= error;
        if (!isNotSent) failed.push({ key, error });
      }
      onProgress?.(report());
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, writeRemaining));
  return report();
}

/** Deletes one entity. An entity that no longer exists counts as deleted. */
export async function deleteOne(runner: Runner, request: TwilioRequest): Promise<void> {
  await runner.send(request).catch((error: unknown) => {
    if (!isNotFound(error)) throw error;
  });
}

/** Whether Twilio rejected the account or its credentials, so that every other write would fail too. */
function isFatal(error: Error): boolean {
  return 'status' in error && error.status === 401;
}

function toError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}
