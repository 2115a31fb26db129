import type { Context } from 'hono';
import { createCallId } from '../../calls/call-id.js';
import type { Client, SignIn } from '../../console/sign-in.js';
import type { Session } from '../../console/sessions.js';
import { ConnectorError, invalidMember } from '../../errors.js';
import type { Answer } from '../answer.js';
import type { Bindings } from '../bindings.js';
import { checkMembers, readBody } from '../body.js';
import { readBearerToken } from '../credentials.js';
import { type Exchange, stopping, toFailedExchange } from '../exchange.js';
import { checkOwnPage, type PublicHosts } from './own-page.js';
import { noSessionCookie, readSessionCookie, sessionCookie } from './session-cookie.js';

/** The dependencies of signing in. */
export interface SessionPorts {
  readonly signIn: SignIn;
  readonly publicHosts: PublicHosts;
  readonly isStopping: () => boolean;
}

/** The outcome of a request for the session. */
interface Outcome {
  readonly answer: Answer;
  readonly session: Session | undefined;
}

type Handle = (c: Context, ports: SessionPorts, client: Client) => Promise<Outcome>;

const HANDLERS: Readonly<Record<string, { readonly id: string; readonly handle: Handle }>> = {
  GET: { id: 'console.session.get', handle: get },
  POST: { id: 'console.session.create', handle: create },
  DELETE: { id: 'console.session.delete', handle: end },
};

/** Serves the requests about a browser's session: signs in, signs out, or returns the signed-in caller. Never rejects. */
export async function serveSession(c: Context, ports: SessionPorts): Promise<Exchange> {
  const { incoming, onAuthenticated } = (c.env ?? {}) as Bindings;
  const remoteAddress = incoming?.socket?.remoteAddress;
  const callId = createCallId();
  const { id: method, handle } = HANDLERS[c.req.method] ?? { id: 'unknown', handle: refuseMethod };
  const record = { id: callId, method, caller: undefined, resource: '', twilioRequests: 0, isWrite: false };
  try {
    if (ports.isStopping()) throw stopping();
    const { answer, session } = await handle(c, ports, { callId, remoteAddress });
    if (session) onAuthenticated?.();
    const caller = session?.caller.member;
    return { answer, record: { ...record, caller }, failure: undefined, error: undefined, remoteAddress };
  } catch (error) {
    return { ...toFailedExchange(error, record, c.req.raw.signal), remoteAddress };
  }
}

/** Being signed out is an answer, not an error. */
async function get(c: Context, { signIn, publicHosts }: SessionPorts, client: Client): Promise<Outcome> {
  const id = readSessionCookie(c);
  if (id === undefined) return signedOut();
  checkOwnPage(c, publicHosts);
  const session = await signIn.find(id, client);
  return session ? signedIn(session) : signedOut({ 'Set-Cookie': noSessionCookie(c) });
}

/** Takes a token in the `Authorization` header, or `{code}`. The id is always new, and an earlier session of the browser ends. */
async function create(c: Context, { signIn, publicHosts }: SessionPorts, client: Client): Promise<Outcome> {
  checkOwnPage(c, publicHosts);
  const authorization = c.req.header('authorization');
  const code = authorization === undefined ? await readCode(c) : undefined;
  const session =
    code === undefined
      ? await signIn.withToken(readBearerToken(authorization, new URL(c.req.url).searchParams), client)
      : await signIn.withCode(code, client);
  const earlier = readSessionCookie(c);
  if (earlier !== undefined) await signIn.end(earlier, client);
  return signedIn(session, { 'Set-Cookie': sessionCookie(c, session.id) });
}

async function end(c: Context, { signIn, publicHosts }: SessionPorts, client: Client): Promise<Outcome> {
  checkOwnPage(c, publicHosts);
  const id = readSessionCookie(c);
  const session = id === undefined ? undefined : await signIn.end(id, client);
  return { ...signedOut({ 'Set-Cookie': noSessionCookie(c) }), session };
}

function signedIn(session: Session, headers: Answer['headers'] = {}): Outcome {
  const { caller, createTime, expireTime } = session;
  const body = { signedIn: true, member: caller.member, createTime, expireTime };
  return { answer: { status: 200, body, headers }, session };
}

function signedOut(headers: Answer['headers'] = {}): Outcome {
  return { answer: { status: 200, body: { signedIn: false }, headers }, session: undefined };
}

/** Clients without a token must not make the server hold much. */
const MAX_CODE_BYTES = 4096;

async function readCode(c: Context): Promise<string | undefined> {
  const body = await readBody(c, (bytes) => {
    if (bytes > MAX_CODE_BYTES) throw invalidCode();
  });
  checkMembers(body, ['code']);
  const { code } = body;
  if (code === undefined || typeof code === 'string') return code;
  throw invalidCode();
}

function invalidCode(): ConnectorError {
  return invalidMember('code', 'must be the text after #code= in the link');
}

function refuseMethod(): Promise<Outcome> {
  const message = 'This path accepts GET, POST and DELETE.';
  return Promise.reject(new ConnectorError('NOT_FOUND', message, { reason: 'UNKNOWN_PATH' }));
}
