import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Env } from '../env.js';
import { maskResource } from '../observability/token-shapes.js';
import type { Store } from '../store/store.js';
import { createAudit } from './audit.js';
import { createAuthenticate } from './authenticate.js';
import { createAuthorize } from './authorize.js';
import { createOidc } from './oidc.js';
import { createPolicies } from './policies.js';
import { createThrottle } from './login-throttle.js';
import { createTokens } from './api-tokens.js';
import { createCurrentCredentials } from './current-credentials.js';
import type { Clocks } from '../store/clock.js';

/** The dependencies of access control. */
export interface AccessOptions extends Clocks {
  readonly env: Env;
  readonly store: Store;
  /** Whether this process is the only writer of the store, so that policies and tokens can be cached. */
  readonly isOnlyWriter: boolean;
  /** The token of the bootstrap administrator. */
  readonly administratorToken: string;
}

/** Creates authentication, authorization and the audit log over the store. */
export function openAccess(options: AccessOptions) {
  const { env, store, isOnlyWriter, administratorToken, now, steadyNow } = options;
  const random = (bytes: number) => randomBytes(bytes);
  const policies = createPolicies({ store, isOnlyWriter });
  const tokens = createTokens({ store, isOnlyWriter, now, random });
  const throttle = createThrottle({ steadyNow, sleep: (ms) => sleep(ms, undefined, { ref: false }) });
  return {
    policies,
    tokens,
    throttle,
    credentials: createCurrentCredentials({ administratorToken, tokens, issuer: env.CONNECTOR_OIDC_ISSUER, now }),
    audit: createAudit({ store, hide: maskResource, now, random }),
    authenticate: createAuthenticate({ administratorToken, tokens, throttle, ...oidcOf(env, { now, steadyNow }) }),
    authorize: createAuthorize(policies),
  };
}

function oidcOf(env: Env, clocks: Clocks) {
  const { CONNECTOR_OIDC_ISSUER: issuer, CONNECTOR_OIDC_AUDIENCE: audience, CONNECTOR_OIDC_JWKS_URL: jwksUrl } = env;
  if (issuer === undefined || audience === undefined) return {};
  return { oidc: createOidc({ issuer, audience, ...(jwksUrl && { jwksUrl }), ...clocks }) };
}
