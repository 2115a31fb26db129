import { type ConnectorClient, queryOf, type Resource, withConnector } from '../connector/connector-client.js';
import { toConnectionName } from '../connector/resource-names.js';
import { showAll } from '../connector/show-resources.js';
import { writeNotes } from '../terminal/notes.js';
import { UsageError } from '../terminal/usage-error.js';
import { terminalWidth } from '../terminal/write-rows.js';
import { COLUMNS, entryToLines, entryToRow, hasRoomForCall } from './entry-lines.js';
import type { LogFlags } from './log-flags.js';
import { toLogFilter } from './log-query.js';

/** `logs`: shows the newest entries of a log, or follows it. On a terminal, each entry is a line, elsewhere NDJSON. */
export async function showLogs(connection: string, flags: LogFlags, process: NodeJS.Process): Promise<void> {
  const { follow = false, output, limit } = flags;
  if (follow && output === 'table') {
    throw new UsageError('--follow has no table, whose columns depend on all rows. Leave out -o, or use -o ndjson.');
  }
  const name = toConnectionName(connection, flags);
  const filter = toLogFilter(flags, Date.now());
  await withConnector(flags, process, async (connector) => {
    const entries = follow ? followed(connector, name, filter) : newest(connector, { name, filter, limit });
    const width = terminalWidth(process.stdout);
    if (output === undefined && width !== undefined) return showLines(entries, width, process);
    return showAll(entries, { output, toRow: entryToRow, columns: COLUMNS, flexible: ['Message'] }, process);
  });
}

interface LogQuery {
  readonly name: string;
  readonly filter: string;
  readonly limit: number;
}

const MAX_PAGE_SIZE = 1000;

/** The newest entries, oldest first. */
async function* newest(connector: ConnectorClient, { name, filter, limit }: LogQuery): AsyncGenerator<Resource> {
  const entries: Resource[] = [];
  let pageToken: unknown = '';
  while (pageToken !== undefined && entries.length < limit) {
    const pageSize = Math.min(limit - entries.length, MAX_PAGE_SIZE);
    const query = { resourceNames: [name], filter, orderBy: 'timestamp desc', pageSize, pageToken };
    const page: Resource = await connector.readByPost('/logging/v2/entries:list', query);
    entries.push(...((page.entries ?? []) as readonly Resource[]));
    pageToken = page.nextPageToken;
  }
  yield* entries.reverse();
}

/** The entries of a log as they come, until Ctrl-C. */
async function* followed(connector: ConnectorClient, name: string, filter: string): AsyncGenerator<Resource> {
  try {
    yield* connector.lines(`/logs/v1/${name}:tail?${queryOf({ filter })}`);
  } catch (error) {
    if (connector.signal.aborted) return;
    throw error;
  }
}

async function showLines(entries: AsyncIterable<Resource>, width: number, process: NodeJS.Process): Promise<void> {
  let hasCall = false;
  let count = 0;
  for await (const entry of entries) {
    count += 1;
    hasCall ||= entry.operation !== undefined;
    for (const line of entryToLines(entry, width)) process.stdout.write(`${line}\n`);
  }
  if (count === 0) writeNotes(['No entries. A connection is logged only if its logConfig is enabled.'], process);
  if (hasCall && !hasRoomForCall(width)) {
    writeNotes(['Not shown: the IDs of the calls. Use -o ndjson, or a wider terminal.'], process);
  }
}
