import { isTwilioError, proxyRulesFromEnvironment } from '@twilio-connector/client';
import * as z from 'zod';

const ACCOUNT_SID = /^AC[0-9a-fA-F]{32}$/;
const wholeNumber = (minimum: number, maximum: number) => {
  const range = `must be from ${minimum} to ${maximum}`;
  const number = z.number().gte(minimum, range).lte(maximum, range);
  return z.string().regex(/^\d+$/, 'must be a whole number').transform(Number).pipe(number);
};
const url = () => z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).optional();
const names = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim()))
  .optional();
const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
const string = z.string().optional();
const port = wholeNumber(0, 65_535).optional();
const flag = z.stringbool('must be true or false').optional();

/** Variables that hold one secret each, such as `CONNECTOR_SECRET_TOKEN`. */
const SECRET = /^CONNECTOR_SECRET_/;

/** Every other environment variable that the connector reads. An empty variable counts as unset. */
const schema = z.object({
  PORT: port,
  PG_PORT: z.union([z.literal('off'), wholeNumber(0, 65_535)], 'must be a port, or off').optional(),
  PG_HOST: string,
  HOST: string,
  CONNECTOR_DATA: string,
  CONNECTOR_TOKEN: z.string().regex(/^\S+$/, 'must not contain spaces').optional(),
  CONNECTOR_MAX_DATABASE_MIB: wholeNumber(1, 1_000_000).optional(),
  CONNECTOR_MEMORY_MIB: wholeNumber(16, 1_000_000).optional(),
  CONNECTOR_MAX_SOCKETS: wholeNumber(1, 1_000_000).optional(),
  CONNECTOR_MAX_SOCKETS_PER_ADDRESS: wholeNumber(1, 1_000_000).optional(),
  CONNECTOR_LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).optional(),
  CONNECTOR_CONNECTION_LOG_ENTRIES: wholeNumber(100, 100_000_000).optional(),
  CONNECTOR_CONNECTION_LOG_DAYS: wholeNumber(1, 3650).optional(),
  CONNECTOR_CONNECTION_LOG_MIB: wholeNumber(1, 1_000_000).optional(),
  CONNECTOR_METRICS_PUBLIC: flag,
  CONNECTOR_PUBLIC_HOSTS: names,
  CONNECTOR_MIN_NODES: wholeNumber(1, 100).optional(),
  CONNECTOR_ALLOWED_OPERATIONS: names,
  CONNECTOR_ALLOWED_ACTIONS: names,
  CONNECTOR_BULK: flag,
  CONNECTOR_ALLOW_INSECURE: flag,
  CONNECTOR_ALLOW_INSECURE_TRUST: flag,
  CONNECTOR_ALLOWED_HOSTS: names,
  CONNECTOR_TLS_CERT: string,
  CONNECTOR_TLS_KEY: string,
  CONNECTOR_OIDC_ISSUER: url(),
  CONNECTOR_OIDC_AUDIENCE: string,
  CONNECTOR_OIDC_JWKS_URL: url(),
  CONNECTOR_VAULT_KEYS: string,
  CONNECTOR_SECRETS_DIR: string,
  CONNECTOR_GOOGLE_SECRETS: flag,
  CONNECTOR_REQUIRE_SECRET_GRANTS: flag,
  OTEL_EXPORTER_OTLP_ENDPOINT: url(),
  TWILIO_ACCOUNT_SID: z.string().regex(ACCOUNT_SID, 'must be AC followed by 32 hexadecimal digits').optional(),
  TWILIO_AUTH_TOKEN: string,
  TWILIO_API_KEY: string,
  TWILIO_API_SECRET: string,
  TWILIO_REGION: string,
  TWILIO_EDGE: string,
  TWILIO_BASE_URL: url(),
  HTTPS_PROXY: string,
  HTTP_PROXY: string,
  ALL_PROXY: string,
  NO_PROXY: string,
  https_proxy: string,
  http_proxy: string,
  all_proxy: string,
  no_proxy: string,
  SIMULATOR_URL: url(),
  SIMULATOR_PORT: port,
  SIMULATOR_ROWS: wholeNumber(0, 10_000_000).optional(),
  SIMULATOR_SEED: wholeNumber(0, 2 ** 31).optional(),
  SIMULATOR_LATENCY_MS: wholeNumber(0, 600_000).optional(),
  SIMULATOR_FAULTS: string,
  SIMULATOR_NOW: string,
  SIMULATOR_RATE: wholeNumber(1, 1_000_000).optional(),
  SIMULATOR_WEBHOOK_HOSTS: string,
});

/** The validated environment. `secrets` maps each `CONNECTOR_SECRET_…` variable to its value. */
export type Env = z.infer<typeof schema> & { readonly secrets?: Readonly<Record<string, string>> };

/** Invalid environment variables. The message omits their values, which may be secret. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
}

/**
 * Reads and validates the environment.
 *
 * @throws EnvError with every invalid variable
 */
export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(set);
  if (result.success) {
    checkPairs(result.data);
    checkProxies(result.data);
    const secrets = Object.entries(set).filter((entry): entry is [string, string] => SECRET.test(entry[0]));
    return { ...result.data, ...(secrets.length > 0 && { secrets: Object.fromEntries(secrets) }) };
  }
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new EnvError(`Invalid environment: ${problems.join('; ')}.`);
}

/** Variables that must be set together. */
const PAIRS = [
  ['CONNECTOR_TLS_CERT', 'CONNECTOR_TLS_KEY'],
  ['CONNECTOR_OIDC_ISSUER', 'CONNECTOR_OIDC_AUDIENCE'],
] as const;

function checkPairs(env: Env): void {
  const incomplete = PAIRS.find(([one, other]) => (env[one] === undefined) !== (env[other] === undefined));
  if (incomplete) throw new EnvError(`Invalid environment: set both ${incomplete.join(' and ')}, or neither.`);
}

/** A wrong proxy must not be ignored: requests would go out directly. */
function checkProxies(env: Env): void {
  try {
    proxyRulesFromEnvironment(env);
  } catch (error) {
    if (!isTwilioError(error)) throw error;
    throw new EnvError(`Invalid environment: ${error.message}`);
  }
}
