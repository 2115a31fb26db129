import type { CopyForm } from '../api/copy-forms.ts';
import type { ConnectionPlace } from '../resources/connection.ts';
import type { ConnectionBody } from './to-connection.ts';

/** Names that Terraform's provider does not spell as Google's API in snake case. */
const NAMES: Readonly<Record<string, string>> = {
  configVariables: 'config_variable',
  additionalVariables: 'additional_variable',
  destinationConfigs: 'destination_config',
  destinations: 'destination',
  boolValue: 'boolean_value',
  intValue: 'integer_value',
};
/** A map of the user's own keys; all other objects are blocks. */
const MAPS = new Set(['labels']);

const toName = (field: string) => NAMES[field] ?? field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
/** `${` would begin an expression of Terraform. */
const toText = (value: unknown) => JSON.stringify(value).replaceAll('${', () => '$${');

function toLines(fields: Readonly<Record<string, unknown>>, indent: string): readonly string[] {
  return Object.entries(fields).flatMap(([field, value]) => {
    const name = toName(field);
    if (Array.isArray(value)) return value.flatMap((one: unknown) => (isObject(one) ? toBlock(name, one, indent) : []));
    if (!isObject(value)) return [`${indent}${name} = ${toText(value)}`];
    if (!MAPS.has(field)) return toBlock(name, value, indent);
    const entries = Object.entries(value).map(([key, text]) => `${indent}  ${toText(key)} = ${toText(text)}`);
    return [`${indent}${name} = {`, ...entries, `${indent}}`];
  });
}

function toBlock(name: string, fields: Readonly<Record<string, unknown>>, indent: string): readonly string[] {
  return [`${indent}${name} {`, ...toLines(fields, `${indent}  `), `${indent}}`];
}

/** The resource of Terraform's Google provider for a connection. */
export function toTerraform(
  place: Pick<ConnectionPlace, 'project' | 'location'> & { readonly name: string },
  body: ConnectionBody,
): CopyForm {
  const lines = toLines({ name: place.name, project: place.project, location: place.location, ...body }, '  ');
  const label = place.name.replaceAll('-', '_') || 'connection';
  const text = [`resource "google_integration_connectors_connection" "${label}" {`, ...lines, '}', ''].join('\n');
  return { label: 'Terraform', text };
}
