import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';

/** The paths of a certificate with its chain and of its private key, both in PEM format. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

/** The contents of those files. */
export interface Tls {
  readonly cert: string;
  readonly key: string;
}

/** A TLS file that cannot be used. The message names the file and the problem but never contains the file's content. */
class TlsFileError extends Error {
  override readonly name = 'TlsFileError';
}

/** The TLS options of the server, also for a renewed certificate. */
export function toSecureOptions({ cert, key }: Tls) {
  return { cert, key, minVersion: 'TLSv1.2' } as const;
}

/**
 * Reads the files and checks that they can be used together.
 *
 * @throws TlsFileError for the first problem
 */
export async function readTls(files: TlsFiles): Promise<Tls> {
  const cert = await read('certificate', files.cert);
  const key = await read('key', files.key);
  const certificate = toCertificate(files.cert, cert);
  if (!certificate.checkPrivateKey(toPrivateKey(files.key, key))) {
    throw new TlsFileError(`The key file ${files.key} does not belong to the certificate in ${files.cert}.`);
  }
  try {
    createSecureContext(toSecureOptions({ cert, key }));
  } catch (error) {
    throw new TlsFileError(`OpenSSL refuses the certificate file ${files.cert} (${codeOf(error)}).`, {
      cause: error,
    });
  }
  return { cert, key };
}

async function read(kind: 'certificate' | 'key', file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new TlsFileError(`The ${kind} file ${file} cannot be read (${codeOf(error)}).`, { cause: error });
  }
}

function toCertificate(file: string, text: string): X509Certificate {
  try {
    if (text.includes('-----BEGIN CERTIFICATE-----')) return new X509Certificate(text);
  } catch (error) {
    throw new TlsFileError(`The certificate in ${file} cannot be read (${codeOf(error)}).`, { cause: error });
  }
  throw new TlsFileError(
    `The certificate file ${file} does not contain a PEM certificate ("-----BEGIN CERTIFICATE-----").`,
  );
}

function toPrivateKey(file: string, text: string): KeyObject {
  try {
    if (/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/.test(text)) return createPrivateKey(text);
  } catch (error) {
    const code = codeOf(error);
    const problem = text.includes('ENCRYPTED') ? 'has a passphrase; use a key without one' : `cannot be read (${code})`;
    throw new TlsFileError(`The key in ${file} ${problem}.`, { cause: error });
  }
  throw new TlsFileError(`The key file ${file} does not contain a PEM private key ("-----BEGIN PRIVATE KEY-----").`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no code';
}
