import { type Address, failure, toAttempt } from './exchange.js';
import { type ErrorAnswer, type ServerError, toServerError } from './server-error.js';

/** The JSON values of a streamed answer: one a line, as they come. The caller knows their shape. @throws ServerError, also if the answer breaks off */
export async function* readLines<T>({ url, token }: Address, path: string, signal: AbortSignal): AsyncGenerator<T> {
  const headers = { Authorization: `Bearer ${token}` };
  const answer = await fetch(url.replace(/\/$/, '') + path, { headers, signal }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw failure(toAttempt(cause), { url, token });
  });
  if (answer.status !== 200) throw await errorOf(answer, { url, token });
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of bodyOf(answer, { url, token }, signal)) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    // An empty line is a sign of life.
    for (const line of lines) if (line !== '') yield JSON.parse(line) as T;
  }
}

async function* bodyOf(answer: Response, address: Address, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* answer.body ?? [];
  } catch (error) {
    if (signal.aborted) throw error;
    throw failure(toAttempt(error), address);
  }
}

async function errorOf(answer: Response, address: Address): Promise<ServerError> {
  const text = await answer.text();
  try {
    const { error } = JSON.parse(text) as { readonly error: ErrorAnswer };
    return toServerError(error, String(answer.status));
  } catch {
    return failure({ kind: 'noConnector', code: String(answer.status) }, address);
  }
}
