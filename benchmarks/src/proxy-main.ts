import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCertificate } from '@tooling/vitest/certificate';
import { hasSquid, startSquid } from '@tooling/vitest/squid';
import { ours, plainFetch, type Sender } from './proxy-contestants.ts';
import { describeMachine } from './report.ts';
import { startProcess } from './server-process.ts';
import { percentile } from './statistics.ts';

/** The milliseconds that the client may add to a request through a proxy, beyond what ProxyAgent adds to `fetch`. */
const LIMIT_MS = 0.3;
const WARM_UP = 300;
const REQUESTS = 3000;

if (!hasSquid) throw new Error('This benchmark needs squid: apt-get install squid');

const machine = describeMachine();
const login = { user: 'connector', password: 'benchmark' };
const tls = createCertificate();
const squid = await startSquid({ ...login, tls });
const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-proxy-'));
const target = await startProcess({
  name: 'target',
  script: new URL('proxy-target-process.ts', import.meta.url),
  args: [],
  env: { CERT: tls.cert, KEY: tls.key },
  logFile: join(folder, 'target.log'),
});
const place = { url: target.url, ca: tls.cert, proxyPort: squid.port, ...login };
const contestants: Record<string, Sender> = {
  'ours, direct': ours(place, false),
  'ours, squid': ours(place, true),
  'fetch, direct': plainFetch(place, false),
  'fetch, squid': plainFetch(place, true),
};

// In turn, because a temporary slowdown then affects all of them.
const times = new Map<string, number[]>(Object.keys(contestants).map((name) => [name, []]));
for (let round = 0; round < WARM_UP + REQUESTS; round += 1) {
  for (const [name, { send }] of Object.entries(contestants)) {
    const start = performance.now();
    await send();
    if (round >= WARM_UP) times.get(name)?.push(performance.now() - start);
  }
}

const medians = new Map(Array.from(times, ([name, values]) => [name, percentile(values, 0.5)]));
const cost = (name: string) =>
  (medians.get(`${name}, squid`) ?? Number.NaN) - (medians.get(`${name}, direct`) ?? Number.NaN);
const excess = cost('ours') - cost('fetch');
const rows = Array.from(times, ([name, values]) =>
  [0.5, 0.99].reduce((row, share) => `${row} ${percentile(values, share).toFixed(3)} |`, `| ${name} |`),
);
process.stdout.write(
  `| Milliseconds for a GET over https | median | p99 |\n| --- | ---: | ---: |\n${rows.join('\n')}\n\n` +
    `The proxy costs ours ${cost('ours').toFixed(3)} ms and fetch ${cost('fetch').toFixed(3)} ms: ` +
    `${excess.toFixed(3)} ms more, limit ${LIMIT_MS} ms.\n\n${machine}\n`,
);

for (const { close } of Object.values(contestants)) await close();
await target.stop();
await squid.stop();
rmSync(folder, { recursive: true, force: true });
if (!(excess <= LIMIT_MS)) process.exitCode = 1;
