import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, createApi, read } from './api.ts';
import { createConnectionWriter } from './connection-writer.ts';
import { createDataFolder, type DataFolder } from './data-folder.ts';
import { createFindings, type Findings } from './findings.ts';
import { createPolicyWriter } from './policy-writer.ts';
import { createSecretWriter } from './secret-writer.ts';
import { createSender } from './sender.ts';
import { type ServerOptions, type ServerProcess, startServer } from './server-process.ts';
import { createTokenWriter } from './token-writer.ts';
import type { TwilioStore } from './twilio-store.ts';
import type { Writer, WriterOptions } from './writer.ts';

/** A running server that is ready for writes. */
interface Round {
  readonly server: ServerProcess;
  readonly api: Api;
}

/** Options of `runLane`. */
export interface LaneOptions extends Omit<WriterOptions, 'findings'> {
  readonly store: TwilioStore;
  readonly kills: number;
  readonly onKill: (findings: Findings) => void;
}

const SOONEST_MS = 5;
const SOON_MS = 300;
/** Some servers run longer: once warm, they write much more. */
const LATEST_MS = 700;
/** The usual time until a server is ready. Some servers are killed earlier. */
const START_MS = 500;
const LOCK_EVERY = 25;

/** Runs one data folder, whose server is killed repeatedly while all writers write. */
export async function runLane(options: LaneOptions): Promise<Findings> {
  const { lane, random, simulator, twilioUrl, store, kills, onKill } = options;
  const findings = createFindings();
  const folder = mkdtempSync(join(tmpdir(), `twilio-connector-${lane}-`));
  const env = {
    TWILIO_ACCOUNT_SID: simulator.accountSid,
    TWILIO_AUTH_TOKEN: simulator.authToken,
    TWILIO_BASE_URL: `${twilioUrl}/{product}`,
    CONNECTOR_MIN_NODES: '100',
  };
  const server = { folder, env };
  const data = createDataFolder(server, findings);
  const writers = createWriters({ ...options, findings }, store);
  try {
    let round = await start(server, data, findings);
    await makeAccount(round.api, options);
    while (needsMoreKills(findings, kills)) {
      await killUnderLoad(round, writers.all, momentOf(options));
      findings.count('kills');
      onKill(findings);
      if (random.next() < 0.1) {
        await killDuringStart(server, random.below(START_MS));
        findings.count('kills');
        findings.count('killsDuringStart');
        onKill(findings);
      }
      round = await start(server, data, findings);
      store.refresh();
      await Promise.all(writers.all.map((writer) => writer.check(round.api)));
      data.check(findings.counts.acknowledged);
      if (findings.counts.kills % LOCK_EVERY === 0) await data.checkLock();
    }
    store.refresh();
    writers.sender.checkAll();
    await round.server.kill();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return findings;
}

/** On a busy machine, a server may be killed before it answers anything. Such kills prove little, so more are made. */
function needsMoreKills({ counts }: Findings, kills: number): boolean {
  return counts.kills < kills || counts.acknowledged <= kills || counts.unanswered <= kills;
}

function createWriters(options: WriterOptions, store: TwilioStore) {
  const sender = createSender(options, store);
  const all = [
    sender,
    ...['one', 'two', 'three'].map((id) => createConnectionWriter(id, options)),
    ...['alpha', 'beta'].map((id) => createSecretWriter(id, options)),
    createPolicyWriter(options),
    createTokenWriter(options),
  ];
  return { sender, all };
}

/** @throws when the server does not start, because nothing can be checked then */
async function start(server: ServerOptions, data: DataFolder, findings: Findings): Promise<Round> {
  const process = startServer(server);
  const url = await process.ready;
  if (url === undefined) {
    findings.flaw('failedStarts', process.errorOutput());
    throw new Error(`The server did not start: ${process.errorOutput()}`);
  }
  const api = createApi(url, data.token());
  await read(api, '/healthz');
  return { server: process, api };
}

/** Stores the secret that the connections of this lane log in with. */
async function makeAccount(api: Api, { lane, simulator }: LaneOptions): Promise<void> {
  const secrets = `/secretmanager/v1/projects/${lane}/secrets`;
  const post = { method: 'POST' } as const;
  await read(api, `${secrets}?secretId=account`, { ...post, body: { replication: { automatic: {} } } });
  const data = Buffer.from(simulator.authToken).toString('base64');
  await read(api, `${secrets}/account:addVersion`, { ...post, body: { payload: { data } } });
}

/** Resolves when it is time to kill: after a delay, or right after requests to Twilio. */
async function momentOf({ random, simulator: { journal } }: LaneOptions): Promise<unknown> {
  const chance = random.next();
  if (chance < 0.5) return sleep(SOONEST_MS + random.below(SOON_MS - SOONEST_MS));
  if (chance < 0.65) return sleep(SOON_MS + random.below(LATEST_MS - SOON_MS));
  // All lanes share the journal, and it is emptied from time to time.
  const requests = 1 + random.below(10);
  const end = performance.now() + LATEST_MS;
  for (let seen = 0, last = journal.count; seen < requests && performance.now() < end; await sleep(1)) {
    seen += Math.max(0, journal.count - last);
    last = journal.count;
  }
  return sleep(random.below(8));
}

async function killUnderLoad(
  { server, api }: Round,
  writers: readonly Writer[],
  moment: Promise<unknown>,
): Promise<void> {
  const work = writers.map(async (writer) => {
    while (await writer.write(api));
  });
  await moment;
  await server.kill();
  await Promise.all(work);
}

async function killDuringStart(server: ServerOptions, ms: number): Promise<void> {
  const process = startServer(server);
  const timer = setTimeout(() => void process.kill(), ms);
  await process.ready;
  clearTimeout(timer);
  await process.kill();
}
