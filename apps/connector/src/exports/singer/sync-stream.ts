import type { CompletedPart, EntityType } from '@twilio-connector/entities';
import { createSelection } from '../formats/columns.js';
import type { Row } from '../formats/encoder.js';
import { timeText } from '../incremental/reach.js';
import { keyProperties, recordSchema } from './json-schema.js';
import type { SingerMessage, WriteMessages } from './messages.js';
import { type SingerState, withBookmark } from './state.js';
import { replicationKeyOf, type Stream } from './stream.js';
import { StreamProgress } from './stream-progress.js';

const RECORDS_BETWEEN_STATES = 10_000;

interface ScanQuery {
  readonly where: string;
  readonly timeMs: number;
  readonly completed: readonly CompletedPart[];
  readonly onPage: (page: { readonly rows: readonly Row[]; readonly completed?: CompletedPart }) => Promise<void>;
}

/** What a sync works with. */
export interface SyncPorts {
  /** Reads all rows that match; resolves when all are taken. */
  readonly scan: (entityType: EntityType, query: ScanQuery) => Promise<void>;
  readonly write: WriteMessages;
  /** The current time in milliseconds since 1970. */
  readonly now: () => number;
  /** After so many records, the state is written when a part of the list ends. Default: 10,000. */
  readonly recordsBetweenStates?: number;
}

/** Reads one stream, and goes on where a run was interrupted. Returns the state after it. */
export async function syncStream(
  stream: Stream,
  state: SingerState,
  { scan, write, now, recordsBetweenStates = RECORDS_BETWEEN_STATES }: SyncPorts,
): Promise<SingerState> {
  const { entityType, columns } = stream;
  const { name } = entityType;
  const select = createSelection(columns);
  const progress = new StreamProgress(stream, state.bookmarks[name] ?? {}, now());
  const { version } = progress;
  const activation: SingerMessage[] =
    version === undefined ? [] : [{ type: 'ACTIVATE_VERSION', stream: name, version }];
  const interrupted = (): SingerMessage => ({
    type: 'STATE',
    value: { ...withBookmark(state, name, progress.interrupted()), currently_syncing: name },
  });
  // The first records of a table are visible at once.
  await write([schemaOf(stream), ...(progress.isFirstVersion ? activation : []), interrupted()]);
  let records = 0;
  await scan(entityType, {
    ...progress.query,
    async onPage({ rows, completed }) {
      const mark = { time_extracted: timeText(now()), ...(version !== undefined && { version }) };
      await write(rows.map((row) => ({ type: 'RECORD', stream: name, record: select(row), ...mark })));
      progress.add(rows, completed);
      records += rows.length;
      if (!completed || records < recordsBetweenStates) return;
      records = 0;
      await write([interrupted()]);
    },
  });
  const after = withBookmark(state, name, progress.done());
  await write([...activation, { type: 'STATE', value: after }]);
  return after;
}

function schemaOf(stream: Stream): SingerMessage {
  const { entityType, columns } = stream;
  const key = replicationKeyOf(stream);
  return {
    type: 'SCHEMA',
    stream: entityType.name,
    schema: recordSchema(entityType, columns),
    key_properties: keyProperties(entityType),
    ...(key !== undefined && { bookmark_properties: [key] }),
  };
}
