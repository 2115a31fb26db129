import { parsePolicyResource, unknownConnection } from '../../access/resource-names.js';
import type { Services } from '../services.js';

/**
 * Refuses a policy for a connection that does not exist, because it would apply to a later connection of that name. Any project
 * exists.
 *
 * @throws ConnectorError NOT_FOUND
 */
export async function checkExists({ hasConnection }: Pick<Services, 'hasConnection'>, resource: string): Promise<void> {
  const connection = parsePolicyResource(resource)?.connection;
  if (connection === undefined || (await hasConnection(connection))) return;
  throw unknownConnection(connection);
}
