/** Every environment variable that a server reads, for `serve --help`; at most 80 columns wide. */
export const ENVIRONMENT_HELP = `
Environment variables (an empty variable counts as unset):
  PORT, HOST                    where to listen
  PG_PORT, PG_HOST              where clients of PostgreSQL connect (default
                                5433 and 127.0.0.1; PG_PORT=off: nowhere)
  CONNECTOR_DATA                data folder
  CONNECTOR_MAX_DATABASE_MIB    size in MiB beyond which the database in the
                                data folder does not grow (default: no limit)
  CONNECTOR_TOKEN               administrator's bearer token, at least 32
                                characters (default: generated and kept in the
                                data folder)
  CONNECTOR_LOG_LEVEL           debug, info, warn, error or silent
  CONNECTOR_CONNECTION_LOG_ENTRIES
                                entries that the log of a connection keeps
                                (default 100000)
  CONNECTOR_CONNECTION_LOG_DAYS days that they are kept (default 30)
  CONNECTOR_CONNECTION_LOG_MIB  size in MiB of the logs of all connections
                                together (default 1024, and at most half of
                                CONNECTOR_MAX_DATABASE_MIB)
  CONNECTOR_MEMORY_MIB          memory of all calls in flight together, in MiB
                                (default: 30 % of the heap)
  CONNECTOR_MAX_SOCKETS         TCP connections of all clients (default 4000)
  CONNECTOR_MAX_SOCKETS_PER_ADDRESS
                                TCP connections of one address; a proxy in
                                front of the server is one (default 2000)
  CONNECTOR_TLS_CERT            PEM file with the certificate chain
  CONNECTOR_TLS_KEY             PEM file with the private key
  CONNECTOR_ALLOW_INSECURE      true: listen without TLS beyond loopback
  CONNECTOR_ALLOWED_HOSTS       hosts, addresses and ranges that connections may
                                reach, in addition to Twilio's
  CONNECTOR_ALLOW_INSECURE_TRUST
                                true: connections may accept every certificate
                                (trust model INSECURE)
  HTTPS_PROXY, HTTP_PROXY       proxy of connections that name none, as curl
  ALL_PROXY, NO_PROXY           reads them; also in lower case

  CONNECTOR_OIDC_ISSUER         issuer whose identity tokens are accepted, in
                                addition to API tokens
  CONNECTOR_OIDC_AUDIENCE       audience that identity tokens must have
  CONNECTOR_OIDC_JWKS_URL       URL of the issuer's keys (default: discovered)

  CONNECTOR_VAULT_KEYS          keys of the vault, the current key first
                                (default: a key file in the data folder)
  CONNECTOR_SECRETS_DIR         folder with one file per secret, as mounted by
                                Kubernetes
  CONNECTOR_SECRET_…            one secret each
  CONNECTOR_GOOGLE_SECRETS      true: also read Google Secret Manager
  CONNECTOR_REQUIRE_SECRET_GRANTS
                                true: connections read secrets of their own
                                project, too, only as a service account
  CONNECTOR_METRICS_PUBLIC      true: /metrics names the connections to clients
                                without a token
  CONNECTOR_PUBLIC_HOSTS        host names by which browsers reach the console,
                                separated by commas, such as that of a proxy
  OTEL_EXPORTER_OTLP_ENDPOINT   collector that gets metrics and traces
                                (OTLP over HTTP; default: none)

The first connection:
  TWILIO_ACCOUNT_SID            the account (default: the simulator)
  TWILIO_AUTH_TOKEN             its auth token
  TWILIO_API_KEY                an API key, in place of the auth token
  TWILIO_API_SECRET             the secret of the API key
  TWILIO_REGION, TWILIO_EDGE    region and edge of the account
  TWILIO_BASE_URL               URL to use in place of Twilio's, for tests
  CONNECTOR_MIN_NODES           nodes, each with 25 requests to Twilio a second
                                (default 2)
  CONNECTOR_ALLOWED_OPERATIONS  allowed operations, such as LIST or
                                Messages.CREATE (default: all)
  CONNECTOR_ALLOWED_ACTIONS     names of allowed actions; DEFAULT for the
                                default ones, * for all
  CONNECTOR_BULK                true: allow updates and deletes of every entity
                                that matches a condition

The simulator:
  SIMULATOR_URL                 simulator that the flag --simulator uses
                                (default: the running one, or its own)
  SIMULATOR_PORT                port to listen on (default 8081)
  SIMULATOR_ROWS                number of messages (default 200)
  SIMULATOR_SEED                seed of the generated data
  SIMULATOR_LATENCY_MS          duration of each request, in milliseconds
  SIMULATOR_FAULTS              faults, such as status=429:0.01,reset:0.001
  SIMULATOR_NOW                 time at which its clock starts, which dates its
                                data, such as 2026-01-31T12:00:00Z
  SIMULATOR_RATE                requests per second before it answers 429
  SIMULATOR_WEBHOOK_HOSTS       hosts, separated by commas, that it may send
                                webhooks to (default: this machine only)`;
