import { type Certificate, listen, type Login, type LoginRequest } from '@twilio-connector/postgres-wire';
import type { LoginPorts } from './log-in.js';
import { toProblem } from './problem.js';

export interface PostgresOptions extends LoginPorts {
  readonly host: string;
  readonly port: number;
  /** The certificate, if connections may be encrypted. */
  readonly certificate: (() => Certificate) | undefined;
}

/** A server for clients of PostgreSQL. */
export interface RunningPostgres {
  readonly host: string;
  readonly port: number;
  /** Ends idle clients, and lets the others have their answers for at most `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/**
 * Listens for clients of PostgreSQL. Rejects if it cannot listen. Logging in is loaded with the first client, and PostgreSQL itself
 * starts with the first statement.
 */
export async function startPostgres({ host, port, certificate, ...ports }: PostgresOptions): Promise<RunningPostgres> {
  let logIn: Promise<(request: LoginRequest) => Promise<Login>> | undefined;
  const login = async (request: LoginRequest): Promise<Login> => {
    logIn ??= import('./log-in.js').then(({ createLogIn }) => createLogIn(ports));
    return (await logIn)(request);
  };
  const server = await listen({ host, port, login, toProblem, certificate });
  return { host: server.host, port: server.port, stop: (graceMs) => server.close(graceMs) };
}
