import { TwilioConnectionError, TwilioTimeoutError } from '../errors.js';
import { toNetworkError } from '../http/network-error.js';
import { untilAborted } from '../until-aborted.js';

/** What reading a download's bytes needs to know. */
export interface DownloadContext {
  host: string;
  attempts: number;
  signal?: AbortSignal;
  redact: (text: string) => string;
}

/**
 * The bytes of an answer, whose stream fails with this package's errors: bytes that break off are never mistaken for
 * the whole, and no error of the network shows through.
 */
export function toByteStream(body: Response['body'], context: DownloadContext): ReadableStream<Uint8Array> {
  const reader = body?.getReader();
  let received = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const chunk = await read(reader, context.signal);
        if (chunk === undefined) return controller.close();
        received += chunk.byteLength;
        controller.enqueue(chunk);
      } catch (error) {
        const { signal } = context;
        controller.error(signal?.aborted ? signal.reason : toError(error, received, context));
        if (signal?.aborted) await reader?.cancel(signal.reason);
      }
    },
    cancel: (reason) => reader?.cancel(reason),
  });
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array> | undefined, signal: AbortSignal | undefined) {
  if (reader === undefined) return undefined;
  const { value } = await (signal ? untilAborted(signal, () => reader.read()) : reader.read());
  return value;
}

function toError(error: unknown, received: number, { host, attempts, redact }: DownloadContext): Error {
  const network = toNetworkError(error, redact);
  if (network.code === 'UND_ERR_BODY_TIMEOUT') {
    return new TwilioTimeoutError(`The download from ${host} stood still after ${received} bytes.`, attempts, network);
  }
  const why = network.code ?? network.message;
  return new TwilioConnectionError(
    `The download from ${host} broke off after ${received} bytes: ${why}.`,
    attempts,
    network,
  );
}
