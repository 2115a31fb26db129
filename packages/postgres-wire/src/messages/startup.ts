import { ByteReader } from '../bytes/byte-reader.js';
import { ProtocolViolation } from '../errors.js';

/** The first message of a connection: a wish to encrypt it, or something else. */
export type FirstMessage = { readonly kind: 'tls' | 'gssapi' } | Wish;

/** What a client wants of the server. */
export type Wish =
  | { readonly kind: 'cancel'; readonly processId: number; readonly secret: Buffer }
  | { readonly kind: 'startup'; readonly minor: number; readonly parameters: ReadonlyMap<string, string> };

const CODES = { cancel: 80_877_102, tls: 80_877_103, gssapi: 80_877_104 };
const MAJOR = 3;
const MINOR_BITS = 16;

/** Reads the first message. @throws ProtocolViolation if it is not one of version 3 */
export function readFirstMessage(body: Buffer): FirstMessage {
  const reader = new ByteReader(body);
  const version = reader.int32();
  if (version === CODES.tls) return { kind: 'tls' };
  if (version === CODES.gssapi) return { kind: 'gssapi' };
  if (version === CODES.cancel) {
    return { kind: 'cancel', processId: reader.int32(), secret: reader.bytes(reader.left) };
  }
  if (version >> MINOR_BITS !== MAJOR) {
    throw new ProtocolViolation(`Version ${version >> MINOR_BITS} of the protocol is not supported; use version 3.`);
  }
  const parameters = new Map<string, string>();
  for (let name = reader.text(); name !== ''; name = reader.text()) parameters.set(name, reader.text());
  return { kind: 'startup', minor: version & 0xff_ff, parameters };
}
