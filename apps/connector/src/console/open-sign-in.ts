import { randomBytes } from 'node:crypto';
import type { Audit } from '../access/audit.js';
import type { Authenticate } from '../access/authenticate.js';
import type { Throttle } from '../access/login-throttle.js';
import type { CurrentCredentials } from '../access/current-credentials.js';
import type { Clocks } from '../store/clock.js';
import type { Store } from '../store/store.js';
import { createSessions } from './sessions.js';
import { createSignIn } from './sign-in.js';
import { createSignInCodes } from './sign-in-codes.js';

interface SignInParts extends Clocks {
  readonly store: Store;
  readonly authenticate: Authenticate;
  readonly throttle: Throttle;
  readonly credentials: Pick<CurrentCredentials, 'of'>;
  readonly audit: Audit;
}

/** Creates the sessions of browsers over the store. */
export function openSignIn({ store, credentials, now, steadyNow, ...ports }: SignInParts) {
  const random = (bytes: number) => randomBytes(bytes);
  const sessions = createSessions({ store, credentials, now, random });
  const codes = createSignInCodes({ steadyNow, random });
  return { sessions, signIn: createSignIn({ ...ports, sessions, codes }) };
}
