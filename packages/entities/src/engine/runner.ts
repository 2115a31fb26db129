import { EntityError } from '../errors.js';
import { type EntityType, keyOf } from '../model/index.js';
import { keySource } from '../model/wire-name.js';
import { isRecord } from '../record.js';
import { createMeter, isNotFound, type Port } from './meter.js';
import { pathValuesOf } from './plan.js';
import type { ReadEntity } from './read.js';
import type { TwilioAnswer, TwilioRequest } from '../model/request.js';

/** A row: column -> value. */
export type Row = Record<string, unknown>;
type WireEntity = Readonly<Record<string, unknown>>;
/** Reads a record that a request brought. */
type ReadRecord = (record: WireEntity) => Row;

/** One call at work: sends its requests, reads its rows, counts what it costs. */
export interface Runner {
  send(request: TwilioRequest): Promise<TwilioAnswer>;
  sendForEntity(request: TwilioRequest): Promise<Row>;
  sendForEntityOrNothing(request: TwilioRequest): Promise<Row | undefined>;
  /** The reader of what a request brought: what stands in its path is in every row. */
  readerOf(request: TwilioRequest): ReadRecord;
  /** Refuses what takes so many more requests at least, when the call may not take as many. */
  expect(least: number): void;
  /** Limits the call to so many more requests, unless the caller said how many it may take. */
  limitTo(requests: number): void;
  /** Notes something that the caller should know of the answer. */
  warn(warning: string): void;
  readonly requests: number;
  readonly warnings: readonly string[];
}

/** Starts the account of one call on one entity type. */
export function createRunner(entityType: EntityType, readEntity: ReadEntity, port: Port): Runner {
  const meter = createMeter(entityType, port);
  const { send } = meter;
  const warnings = new Set<string>();

  function readerOf(request: TwilioRequest): ReadRecord {
    const inPath = pathValuesOf(entityType, request);
    return (record) => {
      meter.countRow();
      return readEntity(record, inPath, (warning) => warnings.add(warning));
    };
  }

  async function sendForEntity(request: TwilioRequest): Promise<Row> {
    const { body } = await send(request);
    const source = keySource(entityType);
    if (isRecord(body) && (source === undefined || typeof body[source] === 'string')) return readerOf(request)(body);
    // A write that was answered so was carried out, as far as anybody can tell; it must not look like one that was not.
    if (request.method !== 'GET') throw outcomeUnknown(entityType);
    throw new EntityError('UNREADABLE_ANSWER', `Twilio's answer to GET of ${entityType.name} holds no entity.`);
  }

  return {
    send,
    sendForEntity,
    sendForEntityOrNothing: (request) =>
      sendForEntity(request).catch((error: unknown) => {
        if (isNotFound(error)) return undefined;
        throw error;
      }),
    readerOf,
    expect: meter.expect,
    limitTo: meter.limitTo,
    warn: (warning) => void warnings.add(warning),
    get requests() {
      return meter.requests;
    },
    get warnings() {
      return [...warnings];
    },
  };
}

function outcomeUnknown(entityType: EntityType): EntityError {
  const key = keyOf(entityType) ?? 'columns';
  const message =
    `Twilio accepted a write to ${entityType.name} and answered without its ${key}, so that it may or may not have been carried ` +
    'out. To check, LIST or GET what was to be made or changed; send it again only when it is not there.';
  return new EntityError('OUTCOME_UNKNOWN', message);
}
