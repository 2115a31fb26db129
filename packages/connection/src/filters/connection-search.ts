import type { ConnectionResource } from '../connection/describe-connection.js';

/**
 * Implements v1 `connections.search`: true when every word of the query occurs in the connection's id, description, labels,
 * provider or connector. Ignores case.
 */
export function matchesQuery(connection: ConnectionResource, query: string): boolean {
  const { name, description = '', labels = {}, connectorVersion } = connection;
  const [, , , , , provider = '', , connector = ''] = connectorVersion.split('/');
  const id = name.slice(name.lastIndexOf('/') + 1);
  const text = [id, description, ...Object.entries(labels).flat(), provider, connector].join('\n').toLowerCase();
  const words = query.toLowerCase().split(/\s+/);
  return words.every((word) => text.includes(word));
}
