import type { FieldViolation } from '../api/api-error.ts';
import type { ConnectionBody } from './to-connection.ts';

/** A finding of the server, at the field of the form that it is about. Undefined if the form has no such field. */
export interface Fault {
  readonly field: string | undefined;
  readonly text: string;
}

const FIELDS: Readonly<Record<string, string>> = {
  name: 'name',
  connectionId: 'name',
  description: 'description',
  serviceAccount: 'serviceAccount',
  'nodeConfig.minNodeCount': 'minNodes',
  'nodeConfig.maxNodeCount': 'maxNodes',
  'logConfig.level': 'logLevel',
  'authConfig.userPassword': 'auth.username',
  'authConfig.userPassword.username': 'auth.username',
  'authConfig.userPassword.password': 'auth.password',
  'authConfig.userPassword.password.secretVersion': 'auth.password',
  destinationConfigs: 'destinations',
  connectorVersion: 'version',
};

/** Where the server's lists of variables stand in the form. */
const LISTS = [
  { path: 'configVariables', prefix: 'var', variables: (body: ConnectionBody) => body.configVariables },
  {
    path: 'authConfig.additionalVariables',
    prefix: 'auth',
    variables: (body: ConnectionBody) => body.authConfig?.additionalVariables,
  },
  {
    path: 'sslConfig.additionalVariables',
    prefix: 'ssl',
    variables: (body: ConnectionBody) => body.sslConfig?.additionalVariables,
  },
];

function fieldOf({ field, description }: FieldViolation, body: ConnectionBody): string | undefined {
  for (const { path, prefix, variables } of LISTS) {
    if (!field.startsWith(path)) continue;
    const index = /^\[(\d+)\]/.exec(field.slice(path.length))?.[1];
    const missing = / lacks (\w+),/.exec(description)?.[1];
    const key = index === undefined ? missing : variables(body)?.[Number(index)]?.key;
    return key && `${prefix}.${key}`;
  }
  if (field.startsWith('labels')) return 'labels';
  const destination = /^destinationConfigs\[\d+\]\.destinations\[(\d+)\]\.(\w+)/.exec(field);
  return destination ? `destinations.${destination[1]}.${destination[2]}` : FIELDS[field];
}

/** The findings of the server about a connection, at the fields of the form. */
export function toFaults(violations: readonly FieldViolation[], body: ConnectionBody): readonly Fault[] {
  return violations.map((violation) => {
    const { field, description } = violation;
    const own = description.startsWith(`${field} `) ? description.slice(field.length + 1) : description;
    return { field: fieldOf(violation, body), text: own.charAt(0).toUpperCase() + own.slice(1) };
  });
}

/** All findings at a field, as one text. */
export function faultAt(faults: readonly Fault[], field: string): string | undefined {
  const texts = faults.filter((fault) => fault.field === field).map(({ text }) => text);
  return texts.length > 0 ? texts.join(' ') : undefined;
}
