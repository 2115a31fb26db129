import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Env, readEnv } from '../../env.js';
import { UsageError } from '../terminal/usage-error.js';
import { folderOf } from '../data-folder/folder-from-env.js';
import { type Address, createExchange, REPLAYED, type Sent } from './exchange.js';
import { toServerError } from './server-error.js';
import type { ConnectorFlags } from './connector-flags.js';

/** What a connector answers: a JSON object. */
export type Resource = Readonly<Record<string, unknown>>;

/** Which write is made; the same key again is the same write. */
interface Write extends Pick<Sent, 'body'> {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** For a write that may not be recorded, since a secret is in it. Default: it carries an `Idempotency-Key`. */
  readonly isSecret?: boolean;
}

/** A connector, as the commands that administer it call it. */
export interface Server {
  readonly url: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** @param path below the connector's address, with its query */
  read(path: string): Promise<Resource>;
  /** Reads by POST, where Google's API does. */
  ask(path: string): Promise<Resource>;
  write(path: string, write: Write): Promise<Resource>;
  /** Every item of a list, page by page. @param member of the answer that holds them */
  list(path: string, member: string, query: Readonly<Record<string, string | undefined>>): AsyncGenerator<Resource>;
}

/** Works with the connector that the flags and the environment name, until Ctrl-C. */
export async function withServer(
  flags: ConnectorFlags,
  process: NodeJS.Process,
  work: (server: Server) => Promise<void>,
): Promise<void> {
  const address = addressOf(flags, readEnv(process.env));
  const controller = new AbortController();
  const onSignal = () => controller.abort();
  process.once('SIGINT', onSignal);
  try {
    const note = (sentence: string) => void process.stderr.write(`${sentence}\n`);
    await work(createServer(address, { key: flags.idempotencyKey, signal: controller.signal, note }));
  } finally {
    process.off('SIGINT', onSignal);
  }
}

/** The token of a connector on this machine is in its data folder, where the environment does not give it. */
function addressOf({ server }: ConnectorFlags, env: Env): Address {
  const { CONNECTOR_TOKEN: given, PORT: port = 8080 } = env;
  const url = server ?? `http://127.0.0.1:${port}`;
  if (given !== undefined) return { url, token: given };
  const file = join(folderOf(env), 'token');
  if (server === undefined && existsSync(file)) return { url, token: readFileSync(file, 'utf8').trim() };
  throw new UsageError(`Set CONNECTOR_TOKEN to a token of the connector at ${url}.`);
}

interface ServerOptions {
  /** Of the one write that is made; default: a random one for each. */
  readonly key: string | undefined;
  readonly signal: AbortSignal;
  /** Told of what is to be known beside an answer. */
  readonly note: (sentence: string) => void;
}

function createServer(address: Address, { key, signal, note }: ServerOptions): Server {
  const exchange = createExchange(address);
  const call = async (path: string, sent: Sent): Promise<Resource> => {
    const { status, body, isReplayed } = await exchange(path, { ...sent, signal }).catch((error: unknown) => {
      throw signal.aborted ? interrupted(sent) : error;
    });
    const { error, ...answer } = body;
    if (isReplayed && !error) note(REPLAYED);
    if (error) throw toServerError(error, String(status));
    return answer;
  };
  const read = (path: string) => call(path, {});
  return {
    url: address.url,
    signal,
    read,
    ask: (path) => call(path, { method: 'POST', body: {} }),
    write: (path, { isSecret = false, ...sent }) =>
      call(path, { ...sent, ...(!isSecret && { idempotencyKey: key ?? randomUUID() }) }),
    async *list(path, member, query) {
      let pageToken: string | undefined = '';
      while (pageToken !== undefined) {
        const answer: Resource = await read(`${path}?${queryOf({ ...query, pageToken })}`);
        yield* (answer[member] ?? []) as readonly Resource[];
        pageToken = (answer.nextPageToken ?? undefined) as string | undefined;
      }
    },
  };
}

/** A query of what is given. */
export function queryOf(parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return new URLSearchParams(given).toString();
}

function interrupted({ method = 'GET' }: Sent): DOMException {
  const message =
    method === 'GET' ? 'Interrupted.' : 'Interrupted: what was asked for may be carried out all the same.';
  return new DOMException(message, 'AbortError');
}
