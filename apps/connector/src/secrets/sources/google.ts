import { crc32c } from '../crc32c.js';
import { SecretError } from '../errors.js';
import { payloadToText } from '../payload-text.js';
import type { SecretSource } from '../resolver.js';
import { formatSecretVersionName } from '../secret-names.js';

/** The part of `SecretManagerServiceClient` of `@google-cloud/secret-manager` that is used. */
export interface SecretManagerClient {
  accessSecretVersion(
    request: { readonly name: string },
    options: { readonly timeout: number },
  ): Promise<readonly [SecretManagerAnswer, ...unknown[]]>;
  close(): Promise<unknown>;
}

interface SecretManagerAnswer {
  readonly payload?: {
    readonly data?: Uint8Array | string | null;
    readonly dataCrc32c?: { toString(): string } | null;
  } | null;
}

/** Google's Secret Manager as a source. */
export interface GoogleSource extends SecretSource {
  /** Closes the connections to Google, if there are any. */
  close(): Promise<void>;
}

const TIMEOUT_MS = 10_000;
/** gRPC numbers of the canonical codes. */
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const FAILED_PRECONDITION = 9;

/**
 * Secrets in Google's Secret Manager, read with Application Default Credentials. Google's client is an optional dependency,
 * which is loaded with the first read. Google does not distinguish an unknown secret from an unknown version, so both are
 * undefined here.
 *
 * @param openClient creates the client. Default: loads `@google-cloud/secret-manager`
 */
export function createGoogleSource(openClient: () => Promise<SecretManagerClient> = loadClient): GoogleSource {
  let client: Promise<SecretManagerClient> | undefined;
  const openOnce = async () => {
    client ??= openClient();
    try {
      return await client;
    } catch (error) {
      client = undefined;
      throw error;
    }
  };
  return {
    async read(parts) {
      const name = formatSecretVersionName(parts);
      const answer = await access(await openOnce(), name);
      return answer && payloadToText(toPayload(answer, name), name);
    },
    async close() {
      const open = client;
      client = undefined;
      await (await open)?.close();
    },
  };
}

/** Undefined when the version does not exist. Drops the message of a client error, which may quote the answer. */
async function access(client: SecretManagerClient, name: string): Promise<SecretManagerAnswer | undefined> {
  try {
    const [answer] = await client.accessSecretVersion({ name }, { timeout: TIMEOUT_MS });
    return answer;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === NOT_FOUND) return undefined;
    throw toSecretError(code, name);
  }
}

function toSecretError(code: unknown, name: string): SecretError {
  if (code === PERMISSION_DENIED) {
    const message = `The account of this server lacks permission to read ${name} in Google's Secret Manager. Grant it roles/secretmanager.secretAccessor.`;
    return new SecretError('SECRET_UNREADABLE', message);
  }
  if (code === FAILED_PRECONDITION) {
    const message = `${name} is disabled or destroyed in Google's Secret Manager. Enable it there, or use another version.`;
    return new SecretError('SECRET_DISABLED', message);
  }
  const outcome = typeof code === 'number' ? `gRPC code ${code}` : 'no answer';
  const message = `Reading ${name} from Google's Secret Manager failed (${outcome}). Check the credentials (GOOGLE_APPLICATION_CREDENTIALS) and the network.`;
  return new SecretError('SECRET_UNAVAILABLE', message);
}

function toPayload({ payload }: SecretManagerAnswer, name: string): Uint8Array {
  const data = payload?.data ?? '';
  const bytes = typeof data === 'string' ? Buffer.from(data, 'base64') : data;
  const checksum = payload?.dataCrc32c;
  if (checksum == null || checksum.toString() === String(crc32c(bytes))) return bytes;
  throw new SecretError(
    'SECRET_UNAVAILABLE',
    `The checksum of ${name} from Google's Secret Manager does not match its value. Try again.`,
  );
}

async function loadClient(): Promise<SecretManagerClient> {
  try {
    const { SecretManagerServiceClient } = await import('@google-cloud/secret-manager');
    return new SecretManagerServiceClient();
  } catch (cause) {
    const message =
      'The client of Google’s Secret Manager cannot be loaded. Install it beside the connector: npm install @google-cloud/secret-manager';
    throw new SecretError('SECRET_UNAVAILABLE', message, { cause });
  }
}
