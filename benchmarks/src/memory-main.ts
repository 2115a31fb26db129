import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Answer, type Call, keepCalling, send, type Tally } from './memory/callers.ts';
import type { Health } from './memory/health.ts';
import { startPart } from './memory/worker.ts';
import { peakBytes, residentBytes } from './process-memory.ts';
import { describeMachine } from './report.ts';
import { startConnectorTo, startSimulator } from './servers.ts';
import { listAll } from './simulator-lists.ts';
import './exit-on-signals.ts';

const { values } = parseArgs({
  options: {
    heap: { type: 'string', default: '512' },
    seconds: { type: 'string', default: '60' },
    lists: { type: 'string', default: '100' },
    clients: { type: 'string', default: '2000' },
    downloads: { type: 'string', default: '10' },
  },
});
const [seconds, lists, clients, downloads] = [values.seconds, values.lists, values.clients, values.downloads].map(
  Number,
) as [number, number, number, number];

const MIB = 1024 * 1024;
const ROWS = 50_000;
const FILE_BYTES = 49 * MIB;
const TASK = '/v2/projects/local/locations/local/integrations/ExecuteConnection:execute';
const CONNECTION = '/v2/projects/local/locations/local/connections/twilio';

const machine = describeMachine();
const simulator = await startSimulator(ROWS);
const files = await startPart<string>('./files.ts', { simulatorUrl: simulator.url, fileBytes: FILE_BYTES });
const connector = await startConnectorTo(files.started, { NODE_OPTIONS: `--max-old-space-size=${values.heap}` });

let made = 0;
const key = () => `memory-${process.pid}-${(made += 1)}`;
const largestList = (): Call => ({
  path: TASK,
  body: { operation: 'LIST_ENTITIES', entity: 'Messages', listEntitiesPageSize: ROWS },
});
const download = (): Call => ({
  path: `${CONNECTION}/actions/DownloadMedia:execute`,
  body: { parameters: { MessageSid: `MM${'1'.repeat(32)}`, Sid: `ME${'1'.repeat(32)}` } },
  key: key(),
});
const create = (): Call => {
  const mark = key();
  const fields = { To: '+15550100001', Sender: '+15550100100', Body: mark };
  return { path: `${CONNECTION}/entityTypes/Messages/entities`, body: { fields }, key: mark };
};

/** The Sid of each message that was acknowledged, by its body. */
const acknowledged = new Map<string, string>();
const isWholeList = ({ isWhole, marks }: Answer) => (isWhole && marks >= ROWS ? undefined : `200 with ${marks} rows`);
const isWholeFile = ({ isWhole, bytes }: Answer) =>
  isWhole && bytes > (FILE_BYTES / 3) * 4 ? undefined : `200 with ${bytes} bytes`;
const noteMessage = ({ text }: Answer, call: Call) => {
  acknowledged.set(call.key ?? '', String(JSON.parse(text).fields.Sid));
  return undefined;
};

const toMiB = (bytes = Number.NaN) => bytes / 1024 / 1024;
const percentile = (sorted: readonly number[], share: number) =>
  sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;

const before = toMiB(residentBytes(connector.pid));
const watch = await startPart('./health.ts', { url: connector.url });
const attackers = await startPart('./attackers.ts', { url: connector.url, clients, address: '127.0.0.2' });
const endAt = performance.now() + seconds * 1000;
const [listed, downloaded, created] = await Promise.all([
  keepCalling(connector, { callers: lists, endAt, next: largestList, mark: '"Sid":"', check: isWholeList }),
  keepCalling(connector, { callers: downloads, endAt, next: download, check: isWholeFile }),
  keepCalling(connector, { callers: 1, endAt, next: create, check: noteMessage }),
]);
const survived = !connector.isGone();
const peak = toMiB(peakBytes(connector.pid));
const metrics = survived ? await (await fetch(`${connector.url}/metrics`)).text() : '';
const health = await watch.end<Health>();
const attacks = await attackers.end<number>();

/** Counts what was lost: acknowledged messages that Twilio does not have, or has twice, and calls that fail afterwards. */
async function countLost(): Promise<Record<string, number>> {
  await sleep(1000);
  const listing = await send(connector, largestList(), '"Sid":"');
  const sids = new Map<string, string[]>();
  for (const { body, sid } of await listAll(simulator.url, 'Messages', 'messages')) {
    if (!acknowledged.has(String(body))) continue;
    sids.set(String(body), [...(sids.get(String(body)) ?? []), String(sid)]);
  }
  let [missing, doubled] = [0, 0];
  for (const [mark, sid] of acknowledged) {
    const made = sids.get(mark) ?? [];
    if (!made.includes(sid)) missing += 1;
    if (made.length > 1) doubled += 1;
  }
  return { missing, doubled, 'list afterwards refused': listing.status === 200 ? 0 : 1 };
}

const lost = survived ? await countLost() : { 'the process': 1 };
const stopAt = performance.now();
await connector.stop();
const stopMs = performance.now() - stopAt;
await files.end();
await simulator.stop();

const sorted = health.latencies;
const text = (tally: Tally) =>
  Object.entries(tally)
    .map(([name, count]) => `${name}: ${count}`)
    .join(', ') || 'none';
const disconnected = [...metrics.matchAll(/clients_disconnected_total\{reason="([^"]+)"\} (\d+)/g)].map(
  ([, why, count]) => `${why}: ${count}`,
);
const rows: readonly (readonly [string, string])[] = [
  ['Survived', survived ? 'yes' : 'NO'],
  ['Resident memory before', `${before.toFixed(0)} MiB`],
  ['Resident memory, peak', `${peak.toFixed(0)} MiB`],
  [`${lists} callers of the largest list (${ROWS.toLocaleString('en-US')} rows), answers by status`, text(listed)],
  [`${downloads} callers of a keyed download of 49 MiB, answers by status`, text(downloaded)],
  ['1 caller of keyed creates, answers by status', text(created)],
  [`${clients.toLocaleString('en-US')} clients that read nothing: connections`, attacks.toLocaleString('en-US')],
  ['Clients disconnected by the server', disconnected.join(', ') || 'none'],
  ['`/healthz`: answered, failed', `${sorted.length}, ${health.failed}`],
  [
    '`/healthz`: p50, p99, longest',
    [0.5, 0.99, 1].map((share) => `${percentile(sorted, share).toFixed(0)} ms`).join(', '),
  ],
  [
    'Lost afterwards',
    Object.entries(lost)
      .map(([name, count]) => `${name}: ${count}`)
      .join(', '),
  ],
  ['Time to stop', `${stopMs.toFixed(0)} ms`],
];
process.stdout.write(
  `| Measured | |\n| --- | --- |\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n\n${machine}\n`,
);
process.exitCode = survived && Object.values(lost).every((count) => count === 0) ? 0 : 1;
