/** Every variable of the environment that a server reads, for `serve --help`. */
export const ENVIRONMENT_HELP = `
Environment; an empty variable counts as unset:
  PORT, HOST                     where it listens
  CONNECTOR_DATA                 folder for what is kept
  CONNECTOR_TOKEN                the administrator's bearer token; made and kept in the data folder when unset
  CONNECTOR_LOG_LEVEL            debug, info, warn, error or silent
  CONNECTOR_TLS_CERT             certificate and its chain, in PEM
  CONNECTOR_TLS_KEY              its private key, in PEM
  CONNECTOR_ALLOW_INSECURE       true: listen elsewhere than on this machine without TLS
  CONNECTOR_ALLOWED_HOSTS        hosts, addresses and ranges beside Twilio's that connections may go to

  CONNECTOR_OIDC_ISSUER          whose identity tokens are taken beside API tokens
  CONNECTOR_OIDC_AUDIENCE        for whom they must be
  CONNECTOR_OIDC_JWKS_URL        where the issuer's keys are, when it does not say so itself

  CONNECTOR_VAULT_KEYS           keys of the vault, the current one first; else in the data folder
  CONNECTOR_SECRETS_DIR          folder with a file for each secret, as Kubernetes mounts them
  CONNECTOR_SECRET_…             a secret each
  CONNECTOR_GOOGLE_SECRETS       true: look for secrets in Google Secret Manager, too

The first connection:
  TWILIO_ACCOUNT_SID             the account; the simulator when unset
  TWILIO_AUTH_TOKEN              its token
  TWILIO_API_KEY                 in place of the token, with
  TWILIO_API_SECRET              its secret
  TWILIO_REGION, TWILIO_EDGE     where the account's data is
  TWILIO_BASE_URL                another address than Twilio's, for tests
  CONNECTOR_MIN_NODES            nodes at work, 25 requests to Twilio a second each (default 2)
  CONNECTOR_ALLOWED_OPERATIONS   the operations that may be used, such as LIST or Messages.CREATE (default: all)
  CONNECTOR_ALLOWED_ACTIONS      the actions that may be used, by name; DEFAULT, or * for all
  CONNECTOR_BULK                 true: updates and deletes may go to all entities that a condition finds

The simulator:
  SIMULATOR_PORT                 where it listens (default 8081)
  SIMULATOR_ROWS                 how many messages it has (default 200)
  SIMULATOR_SEED                 which ones
  SIMULATOR_LATENCY_MS           how long each request takes
  SIMULATOR_FAULTS               what goes wrong, such as status=429:0.01,reset:0.001
  SIMULATOR_RATE                 requests a second before it answers 429`;
