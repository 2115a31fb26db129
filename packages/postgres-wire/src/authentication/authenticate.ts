import { ByteReader } from '../bytes/byte-reader.js';
import { ProtocolViolation, WireError } from '../errors.js';
import { authenticationOk, cleartextPasswordWanted, saslContinue, saslFinal, saslWanted } from '../messages/backend.js';
import type { Session } from '../session/session.js';
import type { Stream } from '../stream.js';
import type { Login, LoginRequest } from './login.js';
import { MECHANISM, ScramExchange } from './scram.js';

/** Passwords and proofs are short. Before a client is known, it may not take more memory. */
const MAX_LOGIN_BYTES = 10_000;

/** Lets a client log in. Returns its session; undefined if the client went away. @throws WireError if the login is refused */
export async function authenticate(
  stream: Stream,
  login: Login,
  { user }: Pick<LoginRequest, 'user'>,
): Promise<Session | undefined> {
  const next = async (): Promise<Buffer | undefined> => {
    const frame = await stream.next({ hasType: true, maxBytes: MAX_LOGIN_BYTES });
    if (frame && frame.type !== 'p') throw new ProtocolViolation('A password was expected.');
    return frame?.body;
  };
  if (login.way === 'password') {
    await stream.write(cleartextPasswordWanted);
    const body = await next();
    if (!body) return undefined;
    const session = await login.open(new ByteReader(body).text());
    await stream.write(authenticationOk);
    return session;
  }
  await stream.write(saslWanted(MECHANISM));
  const first = await next();
  if (!first) return undefined;
  const exchange = new ScramExchange(login.verifier);
  await stream.write(saslContinue(exchange.begin(initialResponse(first))));
  const second = await next();
  if (!second) return undefined;
  const proof = exchange.finish(second.toString());
  if (proof === undefined) {
    await login.refused?.();
    throw new WireError('28P01', `password authentication failed for user "${user}"`);
  }
  const session = await login.open();
  await stream.write(Buffer.concat([saslFinal(proof), authenticationOk]));
  return session;
}

function initialResponse(body: Buffer): string {
  const reader = new ByteReader(body);
  const mechanism = reader.text();
  if (mechanism !== MECHANISM)
    throw new WireError('28000', `The login ${mechanism} is not supported; use ${MECHANISM}.`);
  return reader.sized()?.toString() ?? '';
}
