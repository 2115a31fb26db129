import type { Socket } from 'node:net';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { ProtocolViolation } from './errors.js';
import { readFirstMessage, type Wish } from './messages/startup.js';
import { Stream } from './stream.js';

/** Before a client is known, it may not take more memory. */
const MAX_BYTES = 10_000;
const ACCEPTED = Buffer.from('S');
const REFUSED = Buffer.from('N');

/** A certificate and its key, in PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const contexts = new WeakMap<Certificate, SecureContext>();

/** Reading a key takes milliseconds. */
function contextOf(certificate: Certificate): SecureContext {
  const context = contexts.get(certificate) ?? createSecureContext({ ...certificate });
  contexts.set(certificate, context);
  return context;
}

/** A client that said what it wants. */
export interface Begun {
  readonly wish: Wish;
  /** The stream to go on with: an encrypted one, if the client asked for that. */
  readonly stream: Stream;
  readonly isEncrypted: boolean;
}

/**
 * Reads the first messages of a client, and encrypts the connection if it asks for that. Returns undefined if it goes.
 *
 * @throws ProtocolViolation
 */
export async function begin(
  socket: Socket,
  stream: Stream,
  certificate: (() => Certificate) | undefined,
): Promise<Begun | undefined> {
  let [current, isEncrypted] = [stream, false];
  for (;;) {
    const frame = await current.next({ hasType: false, maxBytes: MAX_BYTES });
    if (!frame) return undefined;
    const first = readFirstMessage(frame.body);
    if (first.kind === 'startup' || first.kind === 'cancel') return { wish: first, stream: current, isEncrypted };
    // Someone in between could have sent it, and it would count as encrypted.
    if (current.hasRest) throw new ProtocolViolation('Nothing may follow a request for encryption before its answer.');
    const context = first.kind === 'tls' && !isEncrypted ? certificate?.() : undefined;
    if (!context) {
      await current.write(REFUSED);
      continue;
    }
    await current.write(ACCEPTED);
    current.release();
    current = new Stream(new TLSSocket(socket, { isServer: true, secureContext: contextOf(context) }));
    isEncrypted = true;
  }
}
