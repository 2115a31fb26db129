import type { Policies } from '../../access/policies.js';
import { parsePolicyResource } from '../../access/resource-names.js';
import { ConnectorError } from '../../errors.js';

/** What the methods of IAM policies stand on. */
export interface IamPort {
  readonly policies: Policies;
  /** Whether there is a connection of that name. */
  readonly hasConnection: (name: string) => Promise<boolean>;
}

/**
 * A policy of what is not there would be waiting for who makes it. Projects are there once they are named.
 *
 * @throws ConnectorError NOT_FOUND
 */
export async function checkExists({ hasConnection }: Pick<IamPort, 'hasConnection'>, resource: string): Promise<void> {
  const connection = parsePolicyResource(resource)?.connection;
  if (connection === undefined || (await hasConnection(connection))) return;
  throw new ConnectorError('NOT_FOUND', `There is no connection ${JSON.stringify(connection)}.`, {
    reason: 'UNKNOWN_CONNECTION',
  });
}
