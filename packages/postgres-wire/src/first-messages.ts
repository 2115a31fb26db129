import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import { ProtocolViolation } from './errors.js';
import { readFirstMessage, type Wish } from './messages/startup.js';
import { Stream } from './stream.js';

/** Before a client is known, it may not take more memory. */
const MAX_BYTES = 10_000;
const ACCEPTED = Buffer.from('S');
const REFUSED = Buffer.from('N');

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
  secureContext: (() => SecureContext) | undefined,
): Promise<Begun | undefined> {
  let [current, isEncrypted] = [stream, false];
  for (;;) {
    const frame = await current.next({ hasType: false, maxBytes: MAX_BYTES });
    if (!frame) return undefined;
    const first = readFirstMessage(frame.body);
    if (first.kind === 'startup' || first.kind === 'cancel') return { wish: first, stream: current, isEncrypted };
    // Someone in between could have sent it, and it would count as encrypted.
    if (current.hasRest) throw new ProtocolViolation('Nothing may follow a request for encryption before its answer.');
    const context = first.kind === 'tls' && !isEncrypted ? secureContext?.() : undefined;
    if (!context) {
      await current.write(REFUSED);
      continue;
    }
    await current.write(ACCEPTED);
    current.release();
    current = new Stream(new TLSSocket(socket, { isServer: true, secureContext: context }));
    isEncrypted = true;
  }
}
