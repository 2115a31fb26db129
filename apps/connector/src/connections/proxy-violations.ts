import type { FieldViolation } from '@twilio-connector/connection';
import { listOf, membersOf } from '../json/values.js';

export interface ProxyPolicy {
  /** Explains why a host and port are not allowed. Returns undefined if they are. */
  readonly checkHost: (host: string, port: number) => string | undefined;
  /** Whether connections may accept every certificate. Default: false. */
  readonly allowsInsecureTrust?: boolean | undefined;
}

const INSECURE =
  'is INSECURE, which this server does not allow. Use PRIVATE with the certificate of the authority, or ask the operator of ' +
  'this server to set CONNECTOR_ALLOW_INSECURE_TRUST=true.';

/** The proxy of a raw connection, if it is in use and its host is not allowed. */
export function proxyHostViolations(input: unknown, { checkHost }: ProxyPolicy): FieldViolation[] {
  const { configVariables, destinationConfigs } = membersOf(input);
  const isEnabled = listOf(configVariables).some((variable) => {
    const { key, boolValue } = membersOf(variable);
    return key === 'proxy_enabled' && boolValue === true;
  });
  if (!isEnabled) return [];
  return listOf(destinationConfigs).flatMap((config, index) => {
    const { key, destinations } = membersOf(config);
    if (key !== 'proxy_server') return [];
    return listOf(destinations).flatMap((destination, place) => {
      const { host, port } = membersOf(destination);
      if (typeof host !== 'string' || host === '' || !Number.isInteger(Number(port))) return [];
      const problem = checkHost(host, Number(port));
      const field = `destinationConfigs[${index}].destinations[${place}].host`;
      return problem === undefined ? [] : [{ field, description: `${field}: ${problem}` }];
    });
  });
}

/** The trust models of a raw connection that accept every certificate, if the server does not allow it. */
export function trustViolations(input: unknown, { allowsInsecureTrust }: ProxyPolicy): FieldViolation[] {
  if (allowsInsecureTrust) return [];
  const { trustModel, additionalVariables } = membersOf(membersOf(input)['sslConfig']);
  const ofProxy = listOf(additionalVariables).flatMap((variable, index) => {
    const { key, stringValue } = membersOf(variable);
    return key === 'proxy_trust_model' && stringValue === 'INSECURE'
      ? [`sslConfig.additionalVariables[${index}].stringValue`]
      : [];
  });
  const fields = [...(trustModel === 'INSECURE' ? ['sslConfig.trustModel'] : []), ...ofProxy];
  return fields.map((field) => ({ field, description: `${field} ${INSECURE}` }));
}
