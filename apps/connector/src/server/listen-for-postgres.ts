import type { Env } from '../env.js';
import { type RunningPostgres, startPostgres } from '../sql/start-postgres.js';
import type { OpenServer } from './open-services.js';
import type { Tls } from './tls.js';

const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PORT = 5433;

/** Where clients of PostgreSQL connect; undefined if nowhere. */
export function postgresAddress({
  PG_PORT: port = DEFAULT_PORT,
  PG_HOST: host = DEFAULT_HOST,
}: Env): { readonly host: string; readonly port: number } | undefined {
  return port === 'off' ? undefined : { host, port };
}

/** Listens for clients of PostgreSQL, unless the environment says no. A port in use keeps nothing else from starting. */
export async function listenForPostgres(
  { app }: Pick<OpenServer, 'app'>,
  env: Env,
  tls: (() => Tls) | undefined,
): Promise<RunningPostgres | undefined> {
  const address = postgresAddress(env);
  if (!address) return undefined;
  const { calls, authenticate, credentials, log, refusals, services, postgres } = app;
  try {
    const ports = { calls, authenticate, credentials, log, refusals, connections: services.connections };
    return await startPostgres({ ...ports, ...postgres, ...address, certificate: tls });
  } catch (error) {
    log.warn({ err: error }, 'clients of PostgreSQL cannot connect: set PG_PORT to another port, or to off');
    return undefined;
  }
}
