import type { LogTail } from '../../logs/log-tails.js';
import { READ_LOGS } from '../../access/permissions.js';
import { ConnectorError } from '../../errors.js';
import { defineMethod } from '../method.js';
import { text } from '../parameters.js';
import { LineStream } from '../line-stream.js';
import { type GoogleEntry, toGoogleEntry } from './google-entry.js';
import { readLogFilter } from './log-filter.js';
import { createPayloadAccess, readableLogs } from './readable-logs.js';

/**
 * Follows the log of a connection: one entry a line, from now on, or from the time on that the filter names. Google's own tail
 * needs streams in both directions, which only gRPC has.
 */
export const tail = defineMethod({
  id: 'logs.connections.tail',
  route: {
    httpMethod: 'GET',
    path: '/logs/v1/projects/{projectsId}/locations/{locationsId}/connections/{connectionsId}:tail',
  },
  permission: READ_LOGS,
  audit: 'DATA_READ',
  on: 'server',
  parameters: { filter: text() },
  async handle(services, { query, caller, isStillIdentified, resource }) {
    const { matches, mayMatch, toMs, ...bounds } = readLogFilter(query.filter ?? '');
    if (toMs !== undefined) {
      const message = 'A log that is followed has no end. Leave out the upper bound of timestamp, or use entries.list.';
      throw new ConnectorError('INVALID_ARGUMENT', message, { reason: 'INVALID_PARAMETER' });
    }
    await services.connections.get(resource);
    const readable = await readableLogs(services, caller, [resource]);
    const logs = readable.filter(({ connection }) => mayMatch(connection));
    const payloads = createPayloadAccess(services, caller);
    await payloads.prepare(logs);
    const toGoogle = (entry: Parameters<typeof toGoogleEntry>[0]) => toGoogleEntry(payloads.visible(entry));
    const followed = services.logs.tails.open({
      caller: caller.member,
      query: { ...bounds, logs, matches: matches && ((entry) => matches(toGoogle(entry))) },
      async isAllowed() {
        await payloads.prepare(logs);
        return (await isStillIdentified()) && services.policies.isAllowed(caller, READ_LOGS, resource);
      },
    });
    return new LineStream(toLines(followed, toGoogle), () => followed.stop());
  },
});

async function* toLines(
  followed: LogTail,
  toGoogle: (entry: Parameters<typeof toGoogleEntry>[0]) => GoogleEntry,
): AsyncGenerator<string> {
  for (let entries = await followed.next(); entries; entries = await followed.next()) {
    // A line without an entry is a sign of life.
    yield entries.length === 0 ? '\n' : entries.map((entry) => `${JSON.stringify(toGoogle(entry))}\n`).join('');
  }
}
