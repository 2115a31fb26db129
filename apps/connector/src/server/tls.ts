import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';

/** The paths of a certificate, with its chain, and of its private key, both in PEM. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

/** What they hold. */
export interface Tls {
  readonly cert: string;
  readonly key: string;
}

/** A file for TLS that cannot be used. Names the file and what is wrong with it, and nothing that it holds. */
class TlsFileError extends Error {
  override readonly name = 'TlsFileError';
}

/** What a secure server is made with, and made anew with. */
export function toSecureOptions({ cert, key }: Tls) {
  return { cert, key, minVersion: 'TLSv1.2' } as const;
}

/**
 * Reads the files and looks whether they can be used together.
 *
 * @throws TlsFileError for the first that cannot
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
    throw new TlsFileError(`The certificate file ${files.cert} is refused by OpenSSL (${codeOf(error)}).`, {
      cause: error,
    });
  }
  return { cert, key };
}

async function read(what: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new TlsFileError(`The ${what} file ${file} cannot be read (${codeOf(error)}).`, { cause: error });
  }
}

function toCertificate(file: string, text: string): X509Certificate {
  try {
    if (text.includes('-----BEGIN CERTIFICATE-----')) return new X509Certificate(text);
  } catch (error) {
    throw new TlsFileError(`The certificate in ${file} cannot be read (${codeOf(error)}).`, { cause: error });
  }
  throw new TlsFileError(`The certificate file ${file} holds no certificate in PEM ("-----BEGIN CERTIFICATE-----").`);
}

function toPrivateKey(file: string, text: string): KeyObject {
  try {
    if (/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/.test(text)) return createPrivateKey(text);
  } catch (error) {
    const code = codeOf(error);
    const why = text.includes('ENCRYPTED') ? 'has a passphrase; give one without' : `cannot be read (${code})`;
    throw new TlsFileError(`The key in ${file} ${why}.`, { cause: error });
  }
  throw new TlsFileError(`The key file ${file} holds no private key in PEM ("-----BEGIN PRIVATE KEY-----").`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no code';
}
