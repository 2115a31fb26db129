import { sslVariableTemplates } from '../templates/ssl-config-template.js';
import { configValues } from '../variables/config-values.js';
import type { SslConfig } from './ssl-config.js';

/** How the certificate of a server is checked, and the client certificate. Contents are names of secret versions. */
export interface TlsReferences {
  /** Certificates in PEM that are trusted instead of the public authorities. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
  readonly minVersion?: 'TLSv1.2' | 'TLSv1.3';
  /** Every certificate is accepted. */
  readonly insecure?: boolean;
}

const MIN_VERSIONS = { TLS_1_2: 'TLSv1.2', TLS_1_3: 'TLSv1.3' } as const;

/** The TLS settings of a valid connection for Twilio or the base URL, and for its proxy. */
export function connectionTls({ sslConfig }: { readonly sslConfig?: SslConfig | undefined }): {
  readonly target?: TlsReferences;
  readonly proxy?: TlsReferences;
} {
  if (!sslConfig) return {};
  const { trustModel, privateServerCertificate, clientCertificate, clientPrivateKey, clientPrivateKeyPass } = sslConfig;
  const extra = configValues({ configVariables: sslConfig.additionalVariables ?? [] }, sslVariableTemplates);
  const minVersion = MIN_VERSIONS[(extra.min_tls_version ?? '') as keyof typeof MIN_VERSIONS];
  return {
    target: withoutUnset({
      ca: privateServerCertificate?.secretVersion,
      cert: clientCertificate?.secretVersion,
      key: clientPrivateKey?.secretVersion,
      passphrase: clientPrivateKeyPass?.secretVersion,
      minVersion,
      insecure: trustModel === 'INSECURE',
    }),
    proxy: withoutUnset({
      ca: extra.proxy_trust_model === 'PRIVATE' ? extra.proxy_server_certificate : undefined,
      cert: extra.proxy_client_certificate,
      key: extra.proxy_client_private_key,
      passphrase: extra.proxy_client_private_key_pass,
      minVersion,
      insecure: extra.proxy_trust_model === 'INSECURE',
    }),
  };
}

function withoutUnset(settings: {
  readonly [Key in keyof TlsReferences]: TlsReferences[Key] | undefined;
}): TlsReferences {
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined && value !== false && value !== ''),
  );
}
