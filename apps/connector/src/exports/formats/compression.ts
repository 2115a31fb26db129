import { pipeline, Readable, type Transform } from 'node:stream';
import { createGzip, createZstdCompress } from 'node:zlib';

export const COMPRESSIONS = ['gzip', 'zstd'] as const;

/** How the bytes of an export are compressed. */
export type Compression = (typeof COMPRESSIONS)[number];

const COMPRESSORS: Readonly<Record<Compression, () => Transform>> = { gzip: createGzip, zstd: createZstdCompress };

/** The endings of compressed files. */
export const ENDINGS: Readonly<Record<Compression, string>> = { gzip: '.gz', zstd: '.zst' };

/** Creates a stream that compresses. */
export function createCompressor(compression: Compression): Transform {
  return COMPRESSORS[compression]();
}

/** Compresses a stream of bytes, as fast as the result is taken. To destroy the result ends the source. */
export function compress(bytes: AsyncIterable<Uint8Array>, compression: Compression): Transform {
  const compressed = createCompressor(compression);
  // An error of the source is thrown to the one that reads.
  pipeline(Readable.from(bytes, { objectMode: false, highWaterMark: 0 }), compressed, () => {});
  return compressed;
}
