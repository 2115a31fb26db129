import { TwilioConnectionError, TwilioTimeoutError } from '../errors.js';
import type { HttpResponse } from '../http/http-response.js';
import { toNetworkError } from '../http/network-error.js';
import type { SecretFilter } from '../secret-filter.js';

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
  const { filter, signal } = context;
  const reader = body?.getReader();
  let received = 0;
  let onAbort = (): void => undefined;
  const unlink = () => signal?.removeEventListener('abort', onAbort);
  return new ReadableStream<Uint8Array>({
    start(controller) {
      // Nobody may be reading at that moment, and the connection must not stay open until somebody does.
      onAbort = () => {
        controller.error(signal?.reason);
        // A body that has already failed refuses this. Its stream has the reason of the signal.
        reader?.cancel(signal?.reason).catch(() => undefined);
      };
      if (signal?.aborted) onAbort();
      else signal?.addEventListener('abort', onAbort, { once: true });
    },
    async pull(controller) {
      try {
        for (let ready = NOTHING; ready.length === 0;) {
          const chunk = (await reader?.read())?.value;
          if (signal?.aborted) return;
          received += chunk?.byteLength ?? 0;
          ready = chunk ? filter.push(chunk) : filter.end();
          if (ready.length > 0) controller.enqueue(ready);
          if (chunk) continue;
          unlink();
          return controller.close();
        }
      } catch (error) {
        if (signal?.aborted) return;
        unlink();
        controller.error(toError(error, received, context));
      }
    },
    cancel(reason) {
      unlink();
      return reader?.cancel(reason);
    },
  });
}

const NOTHING: Uint8Array = new Uint8Array();

function toError(error: unknown, received: number, { host, attempts, redact }: ByteStreamContext): Error {
  const network = toNetworkError(error, redact);
  if (network.code === 'UND_ERR_BODY_TIMEOUT') {
    return new TwilioTimeoutError(`The download from ${host} stalled after ${received} bytes.`, attempts, network);
  }
  const why = network.code ?? network.message;
  const message = `The download from ${host} was cut off after ${received} bytes: ${why}.`;
  return new TwilioConnectionError(message, attempts, network);
}
