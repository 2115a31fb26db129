import { dataTypeOf } from '../data-types/index.js';
import { isEntityError } from '../errors.js';
import { type BulkOptions, type BulkReport, type EntityType, type Field, keyColumnsOf } from '../model/index.js';
import { predicates } from './conditions.js';
import { entityIdOf } from './entity-key.js';
import type { ListPlan } from './list.js';
import { readRows } from './rows.js';
import { isNotFound } from './meter.js';
import type { Row, Runner } from './runner.js';
import type { TwilioRequest } from '../model/request.js';

type Values = Readonly<Record<string, unknown>>;

/** An entity that a condition found, by its key. */
export interface Found {
  readonly key: string;
  /** It has the values already that an update would give it: a call before this one, cut off perhaps, got as far as here. */
  readonly isDone: boolean;
}

// With an answer of Twilio's in some 200 ms, two nodes of 25 requests a second are kept busy by ten.
const CONCURRENCY = 16;

/** Whether a condition names its entities: each is one GET, and no list is read. */
export function isByKey({ reads }: ListPlan): boolean {
  return reads.every(({ isGet }) => isGet);
}

/** All entities that a condition finds. They are known before the first is written, so that none is found twice. */
export async function findEntities(
  plan: ListPlan,
  runner: Runner,
  { values, signal }: { readonly values?: Values; readonly signal?: AbortSignal },
): Promise<Found[]> {
  const { entityType } = plan;
  const columns = keyColumnsOf(entityType);
  const toFound = (row: Row, isDone: boolean): Found => ({ key: entityIdOf(entityType, row) ?? '', isDone });
  if (isByKey(plan) && predicates(plan.condition).every(({ name }) => columns.includes(name))) {
    const named = plan.reads.map(({ inPath }) => ({ ...inPath }));
    return named.filter((row, read) => plan.matches(row, read)).map((row) => toFound(row, false));
  }
  const found: Found[] = [];
  for await (const row of readRows(plan, runner)) {
    signal?.throwIfAborted();
    found.push(toFound(row, values !== undefined && has(entityType, row, values)));
  }
  return found;
}

/** Whether a row has these values. One that no answer shows may be another. */
function has({ fields }: EntityType, row: Row, values: Values): boolean {
  return Object.entries(values).every(([name, value]) => {
    const field = fields[name] as Field;
    if (field.readable === false || field.repeats || field.dataType === 'json' || row[name] == null) return false;
    return dataTypeOf(field).compare(row[name], value) === 0;
  });
}

/**
 * Writes what was found, several at a time. One that fails does not stop the others; the caller's signal does, and what
 * would fail for every one of them: those are not reached.
 */
export async function writeAll(
  found: readonly Found[],
  write: (key: string) => Promise<unknown>,
  { signal, onProgress }: Pick<BulkOptions, 'signal' | 'onProgress'>,
): Promise<BulkReport> {
  const failed: { key: string; error: Error }[] = [];
  const left = found.filter(({ isDone }) => !isDone).values();
  let done = found.filter(({ isDone }) => isDone).length;
  let stopped: Error | undefined;

  const report = (): BulkReport => ({
    found: found.length,
    done,
    failed,
    notReached: found.length - done - failed.length,
    ...(stopped && { stopped }),
  });
  const work = async () => {
    while (!stopped) {
      if (signal?.aborted) stopped = toError(signal.reason);
      const next = stopped ? undefined : left.next();
      if (!next || next.done) return;
      const { key } = next.value;
      try {
        await write(key);
        done += 1;
      } catch (cause) {
        const error = toError(cause);
        const isUnsent = isEntityError(error) && error.code === 'TOO_MANY_REQUESTS';
        if (isUnsent || isRefusedForAll(error)) stopped ??= error;
        if (!isUnsent) failed.push({ key, error });
      }
      onProgress?.(report());
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return report();
}

/** Deletes one; what is gone already is what was asked for. */
export async function deleteOne(runner: Runner, request: TwilioRequest): Promise<void> {
  await runner.send(request).catch((error: unknown) => {
    if (!isNotFound(error)) throw error;
  });
}

/** Twilio refuses the account or its credentials: no other row would fare better. */
function isRefusedForAll(error: Error): boolean {
  return 'status' in error && error.status === 401;
}

function toError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}
