import { createSecureContext } from 'node:tls';
import { TwilioRequestError } from './errors.js';
import { stringProperty } from './json-object.js';

/** How the certificate of a server is checked, and the certificate that the client shows. Certificates and keys are in PEM. */
export interface TlsOptions {
  /** The certificate authorities that are trusted instead of the public ones. Default: the public ones. */
  readonly ca?: string;
  /** The client certificate, for a server that requires one. Needs `key`. */
  readonly cert?: string;
  /** The private key of `cert`. */
  readonly key?: string;
  /** The passphrase of `key`, if it is encrypted. */
  readonly passphrase?: string;
  /** Default: `TLSv1.2`. */
  readonly minVersion?: 'TLSv1.2' | 'TLSv1.3';
  /** Accepts any certificate. An attacker on the network can then read and change everything. Default: false. */
  readonly insecure?: boolean;
}

/** The same in the terms of `node:tls`. */
export interface TlsSettings {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
  readonly minVersion?: 'TLSv1.2' | 'TLSv1.3';
  readonly rejectUnauthorized?: boolean;
}

/** The options for `node:tls`. They must have been checked. */
export function toTlsSettings(options: TlsOptions | undefined): TlsSettings | undefined {
  if (options === undefined) return undefined;
  const { insecure = false, minVersion = 'TLSv1.2', ...settings } = options;
  return { ...settings, minVersion, ...(insecure && { rejectUnauthorized: false }) };
}

/**
 * @param name the option, for messages, which never repeat its content
 * @throws TwilioRequestError for a certificate or key that cannot be used
 */
export function assertTls(options: TlsOptions | undefined, name: string): void {
  if (options === undefined) return;
  const { insecure: _, ...settings } = options;
  const { cert, key, ca, minVersion = 'TLSv1.2' } = settings;
  if ((cert === undefined) !== (key === undefined)) {
    throw new TwilioRequestError(`${name} needs both cert and key, or neither.`);
  }
  if (minVersion !== 'TLSv1.2' && minVersion !== 'TLSv1.3') {
    throw new TwilioRequestError(`${name}.minVersion must be TLSv1.2 or TLSv1.3.`);
  }
  if (ca !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----')) {
    throw new TwilioRequestError(`${name}.ca must be one or more certificates in PEM: -----BEGIN CERTIFICATE-----.`);
  }
  try {
    createSecureContext(settings);
  } catch (error) {
    throw new TwilioRequestError(`${name} has a certificate or key that cannot be used: ${reasonOf(error)}.`);
  }
}

/** OpenSSL's reason, such as `bad decrypt` or `key values mismatch`. */
function reasonOf(error: unknown): string {
  return stringProperty(error, 'reason') ?? stringProperty(error, 'code') ?? 'expected certificates and keys in PEM';
}
