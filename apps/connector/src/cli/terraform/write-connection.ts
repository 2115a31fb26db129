import { writablePart } from '@twilio-connector/connection';
import { CONNECTION_MEMBERS, CONNECTION_RESOURCE, NAME_PARTS } from './connection-resource.js';
import { quote, writeBlock } from './write-hcl.js';

/** Writes a connection as a Terraform resource. It refers to secrets and contains none. */
export function writeConnection(resource: Readonly<Record<string, unknown>>): string {
  const name = String(resource['name']);
  const [, project = '', , location = '', , id = ''] = name.split('/');
  const text = { kind: 'text', isRequired: false } as const;
  const parts = Object.fromEntries(NAME_PARTS.map((part) => [part, { ...text, field: part }]));
  const fields = { ...writablePart(resource).connection, project, location, name: id };
  const head = `resource ${quote(CONNECTION_RESOURCE)} ${quote(id)}`;
  const lines = writeBlock(head, fields, { ...parts, ...CONNECTION_MEMBERS });
  return [`# terraform import ${CONNECTION_RESOURCE}.${id} ${name}`, ...lines, ''].join('\n');
}
