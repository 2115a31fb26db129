import { connectorNames, writablePart } from '@twilio-connector/connection';
import type { ConnectorClient, Resource } from '../connector/connector-client.js';
import { toPath } from '../connector/resource-names.js';
import { toArgumentPath } from '../terraform/argument-path.js';
import { changedFields } from './compare-connections.js';
import type { Found, FoundConnection } from './found-connection.js';

/** What importing a connection does. */
export interface Change {
  readonly name: string;
  readonly kind: 'create' | 'update' | 'unchanged';
  /** The fields to write. An updated field without a value returns to its default. */
  readonly fields: Resource;
}

/** What importing files does. */
export interface ImportPlan {
  readonly changes: readonly Change[];
  /** What cannot be imported, and what is left out of the connections that can; one sentence each. */
  readonly remarks: readonly string[];
  /** The number of connections that cannot be imported. */
  readonly blocked: number;
}

/** Compares what was found in files with the connections of a connector. Writes nothing. */
export async function planImport({ connections, others }: Found, connector: ConnectorClient): Promise<ImportPlan> {
  const existing = createLookup(connector);
  const remarks = others.map((other) => `${other} is not imported: it is not a connection.`);
  const changes: Change[] = [];
  let blocked = 0;
  for (const found of connections) {
    const { source, name, resource, obstacles } = found;
    if (!isForTwilio(resource)) {
      remarks.push(`${source} is not imported: it is a connection of another connector.`);
    } else if (name === undefined || obstacles.length > 0) {
      blocked += 1;
      remarks.push(blockedSentence(found));
    } else {
      const { connection, unsupported } = writablePart(resource);
      remarks.push(...leftOutSentences(found, unsupported));
      changes.push(toChange(name, await existing(name), connection));
    }
  }
  return { changes, remarks, blocked };
}

/**
 * Reads connections through the list of their location, because a project without a connection `twilio` of its own can get
 * the first connection under its name.
 */
function createLookup(connector: ConnectorClient) {
  const lists = new Map<string, Map<unknown, Resource>>();
  return async (name: string): Promise<Resource | undefined> => {
    const [parent = ''] = name.split('/connections/');
    if (!lists.has(parent)) {
      const found = new Map<unknown, Resource>();
      const pages = connector.list(`/v1/${toPath(parent)}/connections`, 'connections', { pageSize: '1000' });
      for await (const connection of pages) found.set(connection['name'], connection);
      lists.set(parent, found);
    }
    return lists.get(parent)?.get(name);
  };
}

function toChange(name: string, current: Resource | undefined, wanted: Resource): Change {
  if (!current) return { name, kind: 'create', fields: wanted };
  const fields = changedFields(writablePart(current).connection, wanted);
  return { name, kind: Object.keys(fields).length === 0 ? 'unchanged' : 'update', fields };
}

/** Files may describe connections of any connector. One without a readable connector version counts as Twilio's. */
function isForTwilio({ connectorVersion }: Resource): boolean {
  const [, connector] = /\/connectors\/([^/]+)\/versions\//.exec(String(connectorVersion)) ?? [];
  return connector === undefined || connectorNames({ project: 'any' }).connector.endsWith(`/${connector}`);
}

function blockedSentence({ source, obstacles }: FoundConnection): string {
  const needsValue = obstacles.some((obstacle) => obstacle.includes('refers to'));
  const advice = needsValue ? ' Give the value of a reference with --value, as in --value var.project=demo.' : '';
  return `${source} cannot be imported: ${obstacles.join(' ')}${advice}`;
}

function leftOutSentences({ source, leftOut, isTerraform }: FoundConnection, unsupported: readonly string[]): string[] {
  const paths = unsupported.map((path) => (isTerraform ? toArgumentPath(path) : path));
  return [
    ...leftOut.map((argument) => `${source} is imported without ${argument}, which is not part of a connection.`),
    ...paths.map((path) => `${source} is imported without ${path}, which this connector does not support.`),
  ];
}
