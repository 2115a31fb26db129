import { invalidParameter } from '../../errors.js';
import { crc32c } from '../../secrets/crc32c.js';
import { isRecord } from '../../json/values.js';

/** Base64 or base64url: the JSON mapping of protocol buffers allows both. */
const BASE64 = /^[\w+/-]*={0,2}$/;

/** A secret value, decoded. */
interface Payload {
  readonly data: Buffer;
  readonly hasChecksum: boolean;
}

/**
 * Reads `{data, dataCrc32c}`.
 *
 * @throws ConnectorError INVALID_ARGUMENT, also for a wrong checksum; never repeats the value
 */
export function readPayload(payload: unknown): Payload {
  if (!isRecord(payload)) throw invalidParameter('payload', 'is required; use {"data": "<the value in base64>"}');
  const { data: text, dataCrc32c: checksum, ...others } = payload;
  // The message does not repeat unknown names as for other bodies, because one may be a misplaced secret.
  if (Object.keys(others).length > 0) throw invalidParameter('payload', 'must contain only data and dataCrc32c');
  if (typeof text !== 'string' || !BASE64.test(text) || text.replaceAll('=', '').length % 4 === 1) {
    throw invalidParameter('payload.data', 'must be the value in base64');
  }
  const data = Buffer.from(text, 'base64');
  const hasChecksum = checksum !== undefined && checksum !== null;
  // 64-bit numbers are strings in Google's JSON; a number is accepted as well.
  const sent = typeof checksum === 'string' ? Number(checksum) : checksum;
  if (hasChecksum && sent !== crc32c(data)) {
    throw invalidParameter('payload.dataCrc32c', 'does not match the data, which may have been damaged in transit');
  }
  return { data, hasChecksum };
}
