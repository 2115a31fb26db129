import { TwilioConnectionError, TwilioTimeoutError } from '../errors.js';
import type { HttpBodyReader, HttpResponse } from '../http/http-response.js';
import { toNetworkError } from '../http/network-error.js';
import type { SecretFilter } from '../secret-filter.js';
import { untilAborted } from '../until-aborted.js';

/** The facts about a download that its errors mention, and the signal that ends it. */
export interface ByteStreamContext {
  host: string;
  attempts: number;
  signal?: AbortSignal;
  redact: (text: string) => string;
  /** Removes the credentials from the body. */
  filter: SecretFilter;
}

/**
 * Wraps a response body in a stream that fails with this package's errors. A body that is cut off fails the stream, so
 * that a part is never mistaken for the whole.
 */
export function toByteStream(body: HttpResponse['body'], context: ByteStreamContext): ReadableStream<Uint8Array> {
  const { filter } = context;
  const reader = body?.getReader();
  let received = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        for (let ready = NOTHING; ready.length === 0;) {
          const chunk = await read(reader, context.signal);
          received += chunk?.byteLength ?? 0;
          ready = chunk ? filter.push(chunk) : filter.end();
          if (ready.length > 0) controller.enqueue(ready);
          if (!chunk) return controller.close();
        }
      } catch (error) {
        const { signal } = context;
        controller.error(signal?.aborted ? signal.reason : toError(error, received, context));
        if (signal?.aborted) await reader?.cancel(signal.reason);
      }
    },
    cancel: (reason) => reader?.cancel(reason),
  });
}

const NOTHING: Uint8Array = new Uint8Array();

async function read(reader: HttpBodyReader | undefined, signal: AbortSignal | undefined) {
  if (reader === undefined) return undefined;
  const { value } = await (signal ? untilAborted(signal, () => reader.read()) : reader.read());
  return value;
}

function toError(error: unknown, received: number, { host, attempts, redact }: ByteStreamContext): Error {
  const network = toNetworkError(error, redact);
  if (network.code === 'UND_ERR_BODY_TIMEOUT') {
    return new TwilioTimeoutError(`The download from ${host} stalled after ${received} bytes.`, attempts, network);
  }
  const why = network.code ?? network.message;
  const message = `The download from ${host} was cut off after ${received} bytes: ${why}.`;
  return new TwilioConnectionError(message, attempts, network);
}
