import { type Duplex, pipeline, Readable } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import type { HttpBody, HttpBodyReader } from './http-response.js';

/** The encodings that requests accept. */
export const ACCEPT_ENCODING = 'gzip, deflate';

const DECODERS: Readonly<Record<string, () => Duplex>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  deflate: () => createInflate(),
};

/** Decodes a body. One in an encoding that was not asked for, or that is none, stays as it is. */
export function decodeBody(body: HttpBody, encoding: string | null): HttpBody {
  const create = DECODERS[encoding?.trim().toLowerCase() ?? ''];
  if (!create) return body;
  const decoder = create();
  // Each side fails with the other. The reader of the decoder sees its error.
  pipeline(Readable.from(chunksOf(body.getReader())), decoder, () => undefined);
  return toBody(decoder);
}

async function* chunksOf(reader: HttpBodyReader): AsyncGenerator<Uint8Array, void> {
  let isRead = false;
  try {
    for (;;) {
      const { value } = await reader.read();
      if (value === undefined) {
        isRead = true;
        return;
      }
      yield value;
    }
  } finally {
    if (!isRead) await reader.cancel();
  }
}

function toBody(stream: Duplex): HttpBody {
  const chunks: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
  const cancel = async () => void stream.destroy();
  const reader: HttpBodyReader = {
    async read() {
      const { value, done } = await chunks.next();
      return done ? {} : { value };
    },
    cancel,
  };
  return { getReader: () => reader, cancel };
}
