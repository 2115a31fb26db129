import type { Address } from './exchange.js';
import { type ErrorAnswer, ServerError, toServerError } from './server-error.js';

/** The JSON values of an answer that goes on: one a line, as they come. @throws ServerError */
export async function* readLines(
  { url, token }: Address,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  const headers = { Authorization: `Bearer ${token}` };
  const answer = await fetch(url.replace(/\/$/, '') + path, { headers, signal }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new ServerError(`No connector answers at ${url}. Start it with "twilio-connector serve".`, 'UNAVAILABLE');
  });
  if (answer.status !== 200) throw await errorOf(answer, url);
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of answer.body as unknown as AsyncIterable<Uint8Array>) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    // An empty line is a sign of life.
    for (const line of lines) if (line !== '') yield JSON.parse(line) as Readonly<Record<string, unknown>>;
  }
  throw new ServerError(`The connector at ${url} ended its answer: it is stopping.`, 'STOPPING');
}

async function errorOf(answer: Response, url: string): Promise<ServerError> {
  const text = await answer.text();
  try {
    const { error } = JSON.parse(text) as { readonly error: ErrorAnswer };
    return toServerError(error, String(answer.status));
  } catch {
    return new ServerError(`The server at ${url} is not a connector (HTTP ${answer.status}).`, 'UNREADABLE_ANSWER');
  }
}
