import type { Socket } from 'node:net';
import { authenticate } from './authentication/authenticate.js';
import type { Login, LoginRequest } from './authentication/login.js';
import type { Cancellable, Cancellations } from './cancellations.js';
import { type Problem, WireError } from './errors.js';
import { type Begun, begin, type Certificate } from './first-messages.js';
import {
  backendKeyData,
  errorResponse,
  negotiateProtocolVersion,
  parameterStatus,
  readyForQuery,
} from './messages/backend.js';
import { converse } from './session/conversation.js';
import type { Session } from './session/session.js';
import { Stream } from './stream.js';

/** How clients are served. */
export interface ClientOptions {
  /** Says how a client proves its identity. Rejects if it may not log in at all. */
  readonly login: (request: LoginRequest) => Promise<Login>;
  /** Says what a client sees of an error that `login` or a session rejected with. */
  readonly toProblem: (error: unknown) => Problem;
  /** The certificate and key, if connections can be encrypted. Asked for each connection, so that they can be renewed. */
  readonly certificate?: (() => Certificate) | undefined;
  /** The most bytes of one message. Default: 16 MiB. */
  readonly maxMessageBytes?: number;
}

/** What a client shares with the others. */
export interface Serving {
  readonly cancellations: Cancellations;
  /** Called when the client has logged in. @throws WireError if there are too many */
  readonly onLogin: () => void;
  /** Aborted when clients must go: at once before they have logged in, and otherwise when they are idle. */
  readonly stopping: AbortSignal;
}

const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

/** Serves one client until it goes. Never rejects. */
export async function serveClient(
  socket: Socket,
  options: ClientOptions,
  { cancellations, onLogin, stopping }: Serving,
): Promise<void> {
  let stream = new Stream(socket);
  let session: Session | undefined;
  const cancellable = cancellations.add();
  const stop = (): void => (session ? stream.interrupt(shutDown()) : void socket.destroy());
  stopping.addEventListener('abort', stop, { once: true });
  const toProblem = (error: unknown): Problem => (error instanceof WireError ? error : options.toProblem(error));
  try {
    const begun = await begin(socket, stream, options.certificate);
    if (!begun) return;
    stream = begun.stream;
    session = await logIn(begun, { options, cancellations, remoteAddress: socket.remoteAddress });
    if (!session) return;
    onLogin();
    await welcome(stream, session, cancellable);
    const { gone } = stream;
    await converse(stream, session, {
      maxMessageBytes: options.maxMessageBytes ?? MAX_MESSAGE_BYTES,
      toProblem,
      cancellable: (work) => cancellable.run(work, gone),
    });
  } catch (error) {
    await stream.write(errorResponse(toProblem(error), 'FATAL'));
  } finally {
    stopping.removeEventListener('abort', stop);
    cancellations.remove(cancellable);
    session?.close();
    stream.end();
  }
}

interface Entrance {
  readonly options: ClientOptions;
  readonly cancellations: Cancellations;
  readonly remoteAddress: string | undefined;
}

/** Opens the session of a client. Returns undefined if the client wanted something else, or went. */
async function logIn(
  { wish, stream, isEncrypted }: Begun,
  { options, cancellations, remoteAddress }: Entrance,
): Promise<Session | undefined> {
  if (wish.kind === 'cancel') {
    cancellations.cancel(wish.processId, wish.secret);
    return undefined;
  }
  const { parameters, minor } = wish;
  const user = parameters.get('user');
  if (!user) throw new WireError('28000', 'no PostgreSQL user name specified in startup packet');
  const unknown = [...parameters.keys()].filter((name) => name.startsWith('_pq_.'));
  if (minor > 0 || unknown.length > 0) await stream.write(negotiateProtocolVersion(0, unknown));
  const database = parameters.get('database') || user;
  const login = await options.login({ user, database, parameters, isEncrypted, remoteAddress });
  return authenticate(stream, login, { user });
}

/** Tells a client that has logged in about its session. */
async function welcome(stream: Stream, session: Session, { processId, secret }: Cancellable): Promise<void> {
  const statuses = Object.entries(session.parameters).map(([name, value]) => parameterStatus(name, value));
  const status = readyForQuery(session.status ?? 'idle');
  await stream.write(Buffer.concat([...statuses, backendKeyData(processId, secret), status]));
}

const shutDown = (): WireError => new WireError('57P01', 'terminating connection due to administrator command');
