import * as z from 'zod';
import { expecting, flag, secretReference } from '../fields/field-schemas.js';
import { sslVariableTemplates } from '../templates/ssl-config-template.js';
import { configVariable } from '../variables/config-variable.js';
import { configVariableViolations } from '../variables/config-variable-rules.js';
import { isRecord } from '../violations/json-shape.js';
import { refineWith, type Violation } from '../violations/refinements.js';

const oneOf = <const Values extends readonly [string, ...string[]]>(...values: Values) =>
  z.enum(values, expecting(`one of ${values.join(', ')}`)).optional();

const certificateType = oneOf('CERT_TYPE_UNSPECIFIED', 'PEM');

/**
 * TLS with Twilio or the base URL, and in the additional variables with the proxy. No field has a default, because a
 * connection is returned as it was sent. Google's shape:
 * https://cloud.google.com/integration-connectors/docs/reference/rest/v1/SslConfig
 */
export const sslConfig = z
  .object(
    {
      type: oneOf('SSL_TYPE_UNSPECIFIED', 'TLS', 'MTLS'),
      /** Has no effect: the scheme of the URL decides whether TLS is used. */
      useSsl: flag().optional(),
      trustModel: oneOf('PUBLIC', 'PRIVATE', 'INSECURE'),
      serverCertType: certificateType,
      clientCertType: certificateType,
      privateServerCertificate: secretReference().optional(),
      clientCertificate: secretReference().optional(),
      clientPrivateKey: secretReference().optional(),
      clientPrivateKeyPass: secretReference().optional(),
      additionalVariables: z.array(configVariable, expecting('a list of variables')).optional(),
    },
    expecting('an object with type and trustModel'),
  )
  .superRefine(...refineWith(sslViolations))
  .optional();

/** The TLS settings of a connection. */
export type SslConfig = NonNullable<z.output<typeof sslConfig>>;

/** A setting that would have no effect is a violation: a connection must not be less strict than it looks. */
function sslViolations(value: unknown): Violation[] {
  if (!isRecord(value)) return [];
  const { type, trustModel, privateServerCertificate, clientCertificate, clientPrivateKey } = value;
  const has = (field: string) => value[field] !== undefined;
  const rules: readonly (readonly [isBroken: boolean, field: string, problem: string])[] = [
    [
      trustModel === 'PRIVATE' && privateServerCertificate === undefined,
      'privateServerCertificate',
      'is missing, but required when trustModel is PRIVATE; expected a secret with certificates in PEM',
    ],
    [
      trustModel !== 'PRIVATE' && privateServerCertificate !== undefined,
      'privateServerCertificate',
      'has no effect; set trustModel to PRIVATE, or remove it',
    ],
    ...(['clientCertificate', 'clientPrivateKey'] as const).map(
      (field) =>
        [
          type === 'MTLS' && !has(field),
          field,
          'is missing, but required when type is MTLS; expected a secret in PEM',
        ] as const,
    ),
    [
      type !== 'MTLS' && (clientCertificate !== undefined || clientPrivateKey !== undefined),
      'type',
      'must be MTLS if there is a client certificate or its key; set it, or remove them',
    ],
    [
      has('clientPrivateKeyPass') && clientPrivateKey === undefined,
      'clientPrivateKeyPass',
      'has no effect without clientPrivateKey; remove it',
    ],
  ];
  return [
    ...rules.filter(([isBroken]) => isBroken).map(([, field, problem]) => ({ path: [field], problem })),
    ...variableViolations(value['additionalVariables']),
  ];
}

function variableViolations(variables: unknown): Violation[] {
  const list: readonly unknown[] = Array.isArray(variables) ? variables : [];
  const keys = new Set(list.map((variable) => (isRecord(variable) ? variable['key'] : undefined)));
  const isPaired = keys.has('proxy_client_certificate') === keys.has('proxy_client_private_key');
  const unpaired = 'must have both proxy_client_certificate and proxy_client_private_key, or neither';
  return [
    ...configVariableViolations(variables, sslVariableTemplates),
    ...(isPaired ? [] : [{ path: [], problem: unpaired }]),
  ].map(({ path, problem }) => ({ path: ['additionalVariables', ...path], problem }));
}
