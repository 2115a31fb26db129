import { invalidParameter } from '../../errors.js';
import { crc32c } from '../../secrets/crc32c.js';
import { isObject } from './parameters.js';

/** Base64, or base64url, which JSON of protocol buffers may be in as well. */
const BASE64 = /^[\w+/-]*={0,2}$/;

/** A value as it was sent. */
interface Payload {
  readonly data: Buffer;
  readonly hasChecksum: boolean;
}

/**
 * Reads `{data, dataCrc32c}`.
 *
 * @throws ConnectorError INVALID_ARGUMENT, also for a checksum of something else; never with what was sent
 */
export function readPayload(payload: unknown): Payload {
  if (!isObject(payload)) throw invalidParameter('payload', 'is missing; give {"data": "<the value in base64>"}');
  const { data: text, dataCrc32c: checksum, ...others } = payload;
  // Their names are not repeated, as those of other bodies are: a value may be in their place.
  if (Object.keys(others).length > 0) throw invalidParameter('payload', 'has other members than data and dataCrc32c');
  if (typeof text !== 'string' || !BASE64.test(text) || text.replaceAll('=', '').length % 4 === 1) {
    throw invalidParameter('payload.data', 'must be the value in base64');
  }
  const data = Buffer.from(text, 'base64');
  const hasChecksum = checksum !== undefined && checksum !== null;
  // 64-bit numbers are texts in Google's JSON; a number is taken as well.
  const sent = typeof checksum === 'string' ? Number(checksum) : checksum;
  if (hasChecksum && sent !== crc32c(data)) {
    throw invalidParameter('payload.dataCrc32c', 'is not the CRC-32C of the data: it was damaged on its way');
  }
  return { data, hasChecksum };
}
