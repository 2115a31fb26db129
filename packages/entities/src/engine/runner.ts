import { EntityError } from '../errors.js';
import { type EntityType, keyOf, type PaceClock } from '../model/index.js';
import { keySource } from '../model/wire-name.js';
import { isRecord } from '../record.js';
import { createListFacts, type ListFacts } from './list-facts.js';
import { createMemory, type Memory } from './memory.js';
import { createMeter, isNotFound, type Port } from './meter.js';
import { pathValuesOf } from './plan.js';
import type { ReadEntity } from './read.js';
import type { TwilioAnswer, TwilioRequest } from '../model/request.js';
import { waitForTurn } from './turns.js';
import { createWorker, type Work } from '../work.js';

/** A row: column -> value. */
export type Row = Record<string, unknown>;
type WireEntity = Readonly<Record<string, unknown>>;
/** Converts a record of an answer to a row. */
type ReadRecord = (record: WireEntity) => Row;

/** The context of one call: sends its requests, reads its rows and counts its cost. */
export interface Runner {
  /** @param signal ends this request, as the signal of the call ends all */
  send(request: TwilioRequest, signal?: AbortSignal): Promise<TwilioAnswer>;
  sendForEntity(request: TwilioRequest): Promise<Row>;
  sendForEntityOrNothing(request: TwilioRequest): Promise<Row | undefined>;
  /** Returns the reader of a request's records. Column values in the path are added to every row. */
  readerOf(request: TwilioRequest): ReadRecord;
  /** Carries out CPU work in slices. Rejects between two slices if the caller's signal is aborted. */
  work<T>(work: Work<T>): Promise<T>;
  /** Throws if the minimum number of further requests exceeds the call's limit. */
  checkBudget(least: number): void;
  /** Limits the number of further requests, unless the caller set a limit. */
  limitRequests(requests: number): void;
  /** Adds a warning to the answer. */
  warn(warning: string): void;
  /** The memory of the call. */
  readonly memory: Memory;
  /** What is known about Twilio's list of the entity type. */
  readonly facts: ListFacts;
  /** Whether the number of requests is limited. */
  readonly hasRequestLimit: boolean;
  /** The rate limit of `send`, if it is known. */
  readonly requestsPerSecond: (() => number) | undefined;
  /** The clock of a scan. Default: Node's. */
  readonly paceClock: PaceClock | undefined;
  readonly requests: number;
  readonly warnings: readonly string[];
}

/** Creates the runner of one call on one entity type. */
export function createRunner(
  entityType: EntityType,
  readEntity: ReadEntity,
  { facts = createListFacts(entityType), ...port }: Port & { readonly facts?: ListFacts },
): Runner {
  const meter = createMeter(entityType, port);
  const { send } = meter;
  const memory = createMemory(port.reserve);
  const { yieldToEventLoop = waitForTurn } = port;
  const warnings = new Set<string>();

  function readerOf(request: TwilioRequest): ReadRecord {
    const inPath = pathValuesOf(entityType, request);
    const warn = (warning: string) => void warnings.add(warning);
    return (record) => {
      meter.countRow();
      const row = readEntity(record, inPath, warn);
      memory.countRow(row);
      return row;
    };
  }

  async function sendForEntity(request: TwilioRequest): Promise<Row> {
    const { body } = await send(request);
    const source = keySource(entityType);
    if (isRecord(body) && (source === undefined || typeof body[source] === 'string')) return readerOf(request)(body);
    // Twilio accepted the write, so it may have been carried out. The error must not suggest otherwise.
    if (request.method !== 'GET') throw outcomeUnknown(entityType);
    throw new EntityError(
      'UNREADABLE_ANSWER',
      `Twilio's response to GET of ${entityType.name} does not contain an entity.`,
    );
  }

  return {
    send,
    facts,
    hasRequestLimit: Number.isFinite(port.maxRequests),
    requestsPerSecond: port.requestsPerSecond,
    paceClock: port.paceClock,
    sendForEntity,
    sendForEntityOrNothing: (request) =>
      sendForEntity(request).catch((error: unknown) => {
        if (isNotFound(error)) return undefined;
        throw error;
      }),
    readerOf,
    work: createWorker({ signal: port.options.signal, yieldToEventLoop }),
    checkBudget: meter.checkBudget,
    limitRequests: meter.limitRequests,
    warn: (warning) => void warnings.add(warning),
    memory,
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
    `Twilio accepted a write to ${entityType.name} but its answer has no ${key}, so the outcome is unknown. ` +
    'Check with LIST or GET whether the write took effect before you repeat it.';
  return new EntityError('OUTCOME_UNKNOWN', message);
}
