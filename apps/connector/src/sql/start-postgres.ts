import type { Certificate } from '@twilio-connector/postgres-wire';
import { createLogIn, type LoginPorts } from './log-in.js';
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

/** Listens for clients of PostgreSQL. Rejects if it cannot listen. PostgreSQL itself starts with the first statement. */
export async function startPostgres({ host, port, certificate, ...ports }: PostgresOptions): Promise<RunningPostgres> {
  const { listen } = await import('@twilio-connector/postgres-wire');
  const server = await listen({ host, port, login: createLogIn(ports), toProblem, certificate });
  return { host: server.host, port: server.port, stop: (graceMs) => server.close(graceMs) };
}
