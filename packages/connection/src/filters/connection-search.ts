import type { ConnectionResource } from '../connection/describe-connection.js';

/**
 * True when every word of a query, whatever its case, is part of a connection's id, description, labels, or the provider or
 * connector of its connector version: what v1 `connections.search` finds.
 */
export function matchesQuery(connection: ConnectionResource, query: string): boolean {
  const { name, description = '', labels = {}, connectorVersion } = connection;
  const [, , , , , provider = '', , connector = ''] = connectorVersion.split('/');
  const id = name.slice(name.lastIndexOf('/') + 1);
  const text = [id, description, ...Object.entries(labels).flat(), provider, connector].join('\n').toLowerCase();
  const words = query.toLowerCase().split(/\s+/);
  return words.every((word) => text.includes(word));
}
