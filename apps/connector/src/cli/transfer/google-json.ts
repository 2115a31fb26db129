import { basename } from 'node:path';
import { isRecord } from '../../json/values.js';
import { isConnectionName, type Place, toConnectionName } from '../connector/resource-names.js';
import type { FoundConnection } from './found-connection.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * The connections in JSON that Google's tools write: one, a list, or `{connections: […]}`. `integrationcli` leaves out the
 * name, which is then that of the file, and writes `connectorDetails` and names of secrets in place of full names.
 *
 * @returns undefined if the JSON contains none
 */
export function connectionsInJson(file: string, json: unknown, place: Place): readonly FoundConnection[] | undefined {
  const resources = [isRecord(json) && 'connections' in json ? json['connections'] : json].flat();
  if (!resources.every(isConnection)) return undefined;
  return resources.map((resource) => toFound(file, resource, place, resources.length === 1));
}

function isConnection(value: unknown): value is Json {
  return isRecord(value) && ('connectorVersion' in value || 'connectorDetails' in value);
}

function toFound(file: string, resource: Json, place: Place, isAlone: boolean): FoundConnection {
  const { name: given, connectorDetails: details, ...fields } = resource;
  const id = isAlone && file !== '-' ? basename(file, '.json') : undefined;
  const name = given ?? (id && toConnectionName(id, place));
  const isNamed = isConnectionName(name);
  return {
    source: isNamed ? `${file}: ${name}` : file,
    name: isNamed ? name : undefined,
    resource: {
      ...(withSecretVersions(fields, place) as Json),
      ...(isRecord(details) && { connectorVersion: versionOf(details, place) }),
    },
    obstacles: isNamed ? [] : ['name is missing or not projects/{project}/locations/{location}/connections/{id}.'],
    leftOut: [],
    isTerraform: false,
  };
}

function versionOf({ name, provider, version = 1 }: Json, { project }: Place): string {
  const connector = String(name);
  // An export leaves the provider empty.
  const path = `providers/${String(provider || name)}/connectors/${connector}/versions/${String(version)}`;
  return `projects/${project}/locations/global/${path}`;
}

/** Replaces `passwordDetails: {secretName}` with `password: {secretVersion}`, at any depth. */
function withSecretVersions(value: unknown, place: Place): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withSecretVersions(item, place));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([key, member]) => {
    const secretName = key.endsWith('Details') && isRecord(member) ? member['secretName'] : undefined;
    if (typeof secretName !== 'string') return [key, withSecretVersions(member, place)];
    const field = key === 'secretDetails' ? 'secretValue' : key.replace(/Details$/, '');
    return [field, { secretVersion: `projects/${place.project}/secrets/${secretName}/versions/latest` }];
  });
  return Object.fromEntries(entries);
}
