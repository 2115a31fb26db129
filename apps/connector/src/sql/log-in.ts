import {
  createScramVerifier,
  type Login,
  type LoginRequest,
  type ScramVerifier,
  type Session,
  WireError,
} from '@twilio-connector/postgres-wire';
import type { Hold } from '@twilio-connector/sql';
import type { Authenticate } from '../access/authenticate.js';
import { ADMINISTRATOR, type Caller } from '../access/caller.js';
import { ConnectorError } from '../errors.js';
import type { Throttle } from '../access/login-throttle.js';
import { toClientNetwork } from '../network/client-network.js';
import { isLoopback } from '../network/loopback.js';
import type { CallPorts } from './client-calls.js';
import { connectionOfDatabase } from './database-name.js';
import { startSettings } from './start-parameters.js';

/** What logging in needs of the server. */
export interface LoginPorts extends CallPorts {
  readonly authenticate: Authenticate;
  readonly throttle: Throttle;
  readonly administratorToken: string;
  readonly hold: Hold;
}

/** The user of the administrator's token. All others are called as their tokens are. */
const ADMINISTRATOR_USER = 'admin';

/**
 * Lets clients log in with a token as their password. Of tokens of the API only a digest is stored, so that they must be sent as they
 * are: on this machine, or encrypted.
 */
export function createLogIn(ports: LoginPorts): (request: LoginRequest) => Promise<Login> {
  let verifier: Promise<ScramVerifier> | undefined;
  return async (request) => {
    const { user, isEncrypted, remoteAddress } = request;
    const refused = async (reason: string): Promise<never> => {
      const address = toClientNetwork(remoteAddress);
      ports.refusals.add({ reason, address }, () => ports.log.warn({ reason, address }, 'login refused'));
      throw wrongPassword(user);
    };
    if (user === ADMINISTRATOR_USER) {
      return {
        way: 'scram',
        verifier: await (verifier ??= createScramVerifier(ports.administratorToken)),
        open: () => open(ADMINISTRATOR, request, ports),
        async refused() {
          await ports.throttle.failed(remoteAddress);
          await refused('TOKEN_INVALID');
        },
      };
    }
    if (!isEncrypted && !isLoopback(remoteAddress ?? '')) {
      throw new WireError('28000', 'A token must not cross the network unencrypted.', 'Set sslmode=require.');
    }
    return {
      way: 'password',
      async open(password) {
        const caller = await ports.authenticate(password, remoteAddress).catch((error: unknown) => {
          const isUnknown = error instanceof ConnectorError && error.code === 'UNAUTHENTICATED';
          return isUnknown ? refused(error.reason) : Promise.reject(error);
        });
        if (userOf(caller) !== user) {
          await ports.throttle.failed(remoteAddress);
          return refused('USER_OF_ANOTHER_TOKEN');
        }
        return open(caller, request, ports);
      },
    };
  };
}

/** `nightly` for `token:nightly`, and an identity's email or principal. */
function userOf({ member, isAdministrator }: Caller): string {
  return isAdministrator ? ADMINISTRATOR_USER : member.replace(/^(?:token|user|serviceAccount):/, '');
}

const wrongPassword = (user: string): WireError =>
  new WireError('28P01', `password authentication failed for user "${user}"`);

/** Opens a session, if the caller may use the connection. */
async function open(caller: Caller, { user, database, parameters }: LoginRequest, ports: LoginPorts): Promise<Session> {
  const connection = connectionOfDatabase(database);
  // Until the first client comes, a server takes no memory for SQL.
  const [{ createSession }, { createClientCalls }, { createClientSession }] = await Promise.all([
    import('@twilio-connector/sql'),
    import('./client-calls.js'),
    import('./client-session.js'),
  ]);
  const session = createSession(startSettings(parameters), { session_authorization: user }, ports.hold);
  const application = () => session.parameters.application_name ?? '';
  const calls = createClientCalls(ports, { caller, connection, application });
  const { memory } = await calls.run({
    method: 'sql.sessions.open',
    on: 'activeCatalog',
    signal: new AbortController().signal,
    work: async () => undefined,
  });
  memory.release();
  return createClientSession(session, calls, ports.hold);
}
