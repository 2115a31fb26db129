import { randomUUID } from 'node:crypto';
import { readEnv } from '../../env.js';
import { createNote } from '../terminal/notes.js';
import { connectorAddress } from './connector-address.js';
import { type Address, createExchange, REPLAYED, type Sent } from './exchange.js';
import { readLines } from './read-lines.js';
import { ServerError, toServerError } from './server-error.js';
import type { ConnectorFlags } from './connector-flags.js';

/** A JSON object from the connector. */
export type Resource = Readonly<Record<string, unknown>>;

/** The method and body of a write. */
interface Write extends Pick<Sent, 'body'> {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** Omits the `Idempotency-Key`, because the connector records keyed requests and this one contains a secret. */
  readonly isSecret?: boolean;
}

/** Calls a connector to administer it. */
export interface ConnectorClient {
  readonly url: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** @param path below the connector's address, with its query */
  read(path: string): Promise<Resource>;
  /** For the reads that Google's API makes by POST. */
  readByPost(path: string, body?: object): Promise<Resource>;
  /** The lines of an answer that goes on. Ends when the connector ends it; Ctrl-C rejects. */
  lines(path: string): AsyncGenerator<Resource>;
  write(path: string, write: Write): Promise<Resource>;
  /** Every item of a list, page by page. The caller knows their shape. @param member the field of each page that contains its items */
  list<T = Resource>(
    path: string,
    member: string,
    query: Readonly<Record<string, string | undefined>>,
  ): AsyncGenerator<T>;
}

/** Runs work with a client for the connector in the flags or the environment. Ctrl-C aborts its calls. */
export async function withConnector(
  flags: ConnectorFlags,
  process: NodeJS.Process,
  work: (connector: ConnectorClient) => Promise<void>,
): Promise<void> {
  const address = connectorAddress(flags.server, readEnv(process.env));
  const controller = new AbortController();
  const onSignal = () => controller.abort();
  process.once('SIGINT', onSignal);
  try {
    await work(
      createClient(address, { key: flags.idempotencyKey, signal: controller.signal, note: createNote(process) }),
    );
  } finally {
    process.off('SIGINT', onSignal);
  }
}

interface ClientOptions {
  /** The idempotency key of writes; default: a random one for each. */
  readonly key: string | undefined;
  readonly signal: AbortSignal;
  /** Receives remarks for the user. */
  readonly note: (sentence: string) => void;
}

function createClient(address: Address, { key, signal, note }: ClientOptions): ConnectorClient {
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
    readByPost: (path, body = {}) => call(path, { method: 'POST', body }),
    async *lines(path) {
      yield* readLines<Resource>(address, path, signal);
      throw new ServerError(`The connector at ${address.url} ended its answer: it is stopping.`, 'STOPPING');
    },
    write: (path, { isSecret = false, ...sent }) =>
      call(path, { ...sent, ...(!isSecret && { idempotencyKey: key ?? randomUUID() }) }),
    async *list<T = Resource>(path: string, member: string, query: Readonly<Record<string, string | undefined>>) {
      let pageToken: string | undefined = '';
      while (pageToken !== undefined) {
        const answer: Resource = await read(`${path}?${queryOf({ ...query, pageToken })}`);
        yield* (answer[member] ?? []) as readonly T[];
        pageToken = (answer.nextPageToken ?? undefined) as string | undefined;
      }
    },
  };
}

/** A query string of the parameters that have a value. */
export function queryOf(parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return new URLSearchParams(given).toString();
}

function interrupted({ method = 'GET' }: Sent): DOMException {
  const message = method === 'GET' ? 'Interrupted.' : 'Interrupted: the request may still be carried out.';
  return new DOMException(message, 'AbortError');
}
