import type { Audit } from '../access/audit.js';
import { type Authenticate, unauthenticated } from '../access/authenticate.js';
import { ADMINISTRATOR, type Caller } from '../access/caller.js';
import type { Throttle } from '../access/login-throttle.js';
import type { Session, Sessions } from './sessions.js';
import type { SignInCodes } from './sign-in-codes.js';

/** A client that asks. */
export interface Client {
  /** The id of its call, for the audit log. */
  readonly callId: string;
  /** Its IP address, by which failed logins are throttled. */
  readonly remoteAddress: string | undefined;
}

/** Signs browsers in and out, and recognizes them. */
export interface SignIn {
  /**
   * Starts a session for the caller of a token.
   *
   * @param token undefined if the credentials are not a bearer token
   * @throws ConnectorError as `Authenticate` does
   */
  withToken(token: string | undefined, client: Client): Promise<Session & { readonly id: string }>;
  /** Starts a session of the administrator. @throws ConnectorError UNAUTHENTICATED for a code that is wrong, used or too old */
  withCode(code: string, client: Client): Promise<Session & { readonly id: string }>;
  /** Makes a code for `withCode`. It is valid once, for ten minutes. */
  issueCode(): string;
  /** The session of an id, or undefined if there is none or it has ended. An unknown id is throttled like a wrong token. */
  find(id: string, client: Pick<Client, 'remoteAddress'>): Promise<Session | undefined>;
  /** @throws ConnectorError UNAUTHENTICATED if the session has ended */
  callerOf(id: string, client: Pick<Client, 'remoteAddress'>): Promise<Caller>;
  /** Whether a session has not ended. Asking is a use of it. */
  isCurrent(id: string): Promise<boolean>;
  /** Ends a session, if there is one. */
  end(id: string, client: Client): Promise<Session | undefined>;
}

interface SignInOptions {
  readonly authenticate: Authenticate;
  readonly throttle: Throttle;
  readonly sessions: Pick<Sessions, 'start' | 'verify' | 'end'>;
  readonly codes: SignInCodes;
  readonly audit: Pick<Audit, 'write'>;
}

export function createSignIn(options: SignInOptions): SignIn {
  const { authenticate, throttle, sessions, codes, audit } = options;
  const record = (verb: 'create' | 'delete', { member }: Caller, { callId }: Client) =>
    audit.write({ callId, caller: member, method: `console.session.${verb}`, resource: '', status: 'OK' });
  async function start(caller: Caller, client: Client) {
    const started = await sessions.start(caller);
    await record('create', caller, client);
    return started;
  }
  async function find(id: string, { remoteAddress }: Pick<Client, 'remoteAddress'>) {
    const verdict = await sessions.verify(id);
    if (verdict === undefined) await throttle.failed(remoteAddress);
    return typeof verdict === 'object' ? verdict : undefined;
  }
  return {
    withToken: async (token, client) => start(await authenticate(token, client.remoteAddress), client),
    async withCode(code, client) {
      if (codes.redeem(code)) return start(ADMINISTRATOR, client);
      await throttle.failed(client.remoteAddress);
      const remedy = 'Sign in with a token, or restart the server for a new link.';
      throw unauthenticated(`The code is wrong, was used, or is older than ten minutes. ${remedy}`, 'CODE_INVALID');
    },
    issueCode: () => codes.issue(),
    find,
    async callerOf(id, client) {
      const session = await find(id, client);
      if (session) return session.caller;
      const message =
        'The session has ended: it expired, was signed out, or its token is no longer valid. Sign in again.';
      throw unauthenticated(message, 'SESSION_ENDED');
    },
    isCurrent: async (id) => typeof (await sessions.verify(id)) === 'object',
    async end(id, client) {
      const session = await sessions.end(id);
      if (session) await record('delete', session.caller, client);
      return session;
    },
  };
}
