import { PGlite } from '@electric-sql/pglite';
import { createScramVerifier, listen, type ListenOptions, type Session, WireError } from '../src/index.js';
import { pgliteSession } from './pglite-session.js';

export const PASSWORD = 'tct_0123456789 with ünïcode';

let started: Promise<PGlite> | undefined;

/** A server with a real PostgreSQL behind it, which all servers of a thread share. */
export async function startBed({ hold, ...options }: Partial<ListenOptions> & Pick<Session, 'hold'> = {}) {
  const database = await (started ??= PGlite.create());
  const verifier = await createScramVerifier(PASSWORD, { iterations: 64 });
  let closed = 0;
  const results = { opened: 0, closed: 0 };
  const open = async () => pgliteSession(database, { results, onClose: () => (closed += 1), ...(hold && { hold }) });
  const server = await listen({
    port: 0,
    async login({ user, database: name, isEncrypted }) {
      if (name === 'missing') throw new WireError('3D000', 'database "missing" does not exist');
      if (user !== 'cleartext') return { way: 'scram', verifier, open };
      return {
        way: 'password',
        async open(password) {
          if (password === PASSWORD) return open();
          throw new WireError('28P01', `password authentication failed (encrypted: ${isEncrypted})`);
        },
      };
    },
    toProblem(error) {
      const { code = 'XX000', message, detail, hint, position } = error as Error & Record<string, string | undefined>;
      return { sqlState: code, message, detail, hint, position: position === undefined ? undefined : Number(position) };
    },
    ...options,
  });
  return {
    server,
    connection: { host: server.host, port: server.port, user: 'ada', password: PASSWORD, database: 'twilio' },
    /** How many sessions were closed. */
    closed: () => closed,
    /** How many statements had a result, and how many of these were closed. */
    results,
    stop: () => server.close(),
  };
}

export type Bed = Awaited<ReturnType<typeof startBed>>;
