import type { Session } from '../session/session.js';
import type { ScramVerifier } from './scram.js';

/** The client that wants to log in. */
export interface LoginRequest {
  readonly user: string;
  /** The name of the user if the client names none. */
  readonly database: string;
  /** `application_name` and the like. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly isEncrypted: boolean;
  readonly remoteAddress: string | undefined;
}

/**
 * How a client proves its identity. Both ways open the session afterwards.
 * - `scram`: by SCRAM-SHA-256, so that the password is never sent. For a user that does not exist, a verifier of a random
 *   password tells the client as little as a wrong password.
 * - `password`: the password is sent as it is. `open` rejects if it is wrong.
 */
export type Login =
  | {
      readonly way: 'scram';
      readonly verifier: ScramVerifier;
      readonly open: () => Promise<Session>;
      /** Called after a wrong proof, before the client is told. May wait, or reject with another error. */
      readonly refused?: () => Promise<void>;
    }
  | { readonly way: 'password'; readonly open: (password: string) => Promise<Session> };
